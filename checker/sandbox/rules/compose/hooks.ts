import { type ComposeRule, never } from "./rule.ts";

export const hooks: ComposeRule = {
  id: "compose-hooks",
  at: [
    "services.*.post_start",
    "services.*.pre_stop",
    "services.*.provider",
    "services.*.use_api_socket",
    "services.*.credential_spec",
    "services.*.models",
    "models",
  ],
  why: "It runs programs beside the containers, or on the machine itself.",
  instead: "command: or entrypoint: of a service",
  example: "post_start: [{command: ./migrate}]",
  allows: never,
};
