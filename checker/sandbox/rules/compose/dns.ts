import { isPublicAddress } from "../../names.ts";
import { type ComposeRule, list } from "./rule.ts";

export const dns: ComposeRule = {
  id: "compose-dns",
  at: ["services.*.dns"],
  why: "A name server in a private network or on the machine itself is not yours.",
  instead: "the service without this key: Compose's own name server finds every service",
  example: "dns: [10.0.0.1]",
  allows: (value) => list(value).every(isPublicAddress),
};
