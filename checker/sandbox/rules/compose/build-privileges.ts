import type { ComposeRule } from "./rule.ts";

export const buildPrivileges: ComposeRule = {
  id: "compose-build-privileges",
  at: [
    "services.*.build.privileged",
    "services.*.build.entitlements",
    "services.*.build.ssh",
    "services.*.build.secrets",
  ],
  why: "It gives the build keys or rights of the machine that judges.",
  instead: "the build without this key: no step of this application needs it",
  example: "build: {context: ., ssh: [default]}",
  allows: (value) => value === false || (Array.isArray(value) && value.length === 0),
};
