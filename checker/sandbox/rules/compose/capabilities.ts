import { CAPABILITIES } from "../../../engine/limits.ts";
import { type ComposeRule, list } from "./rule.ts";

export const capabilities: ComposeRule = {
  id: "compose-capabilities",
  at: ["services.*.cap_add"],
  why: "Other capabilities let a container change the machine that judges, or its network.",
  instead: "at most what a container has anyway: CHOWN, DAC_OVERRIDE, FOWNER, KILL, NET_BIND_SERVICE, SETGID, SETUID",
  example: "cap_add: [NET_ADMIN]",
  allows: (value) => list(value).every((name) => CAPABILITIES.includes(name.toUpperCase().replace(/^CAP_/, ""))),
};
