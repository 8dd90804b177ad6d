import { type ComposeRule, list } from "./rule.ts";

export const securityOptions: ComposeRule = {
  id: "compose-security-options",
  at: ["services.*.security_opt"],
  why: "These options switch off what keeps a container in its place.",
  instead: "the service without this key",
  example: "security_opt: [seccomp=unconfined]",
  allows: (value) => list(value).every((option) => /^no-new-privileges(?:[:=]true)?$/.test(option)),
};
