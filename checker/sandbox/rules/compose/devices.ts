import { type ComposeRule, never } from "./rule.ts";

export const devices: ComposeRule = {
  id: "compose-devices",
  at: [
    "services.*.devices",
    "services.*.device_cgroup_rules",
    "services.*.gpus",
    "services.*.deploy.resources.reservations.devices",
    "services.*.deploy.resources.reservations.generic_resources",
  ],
  why: "A device of the machine is shared by everybody who is judged there.",
  instead: "the service without this key: nothing in this application needs a device",
  example: "devices: [/dev/mem]",
  allows: never,
};
