import type { ComposeRule } from "./rule.ts";

export const hostNames: ComposeRule = {
  id: "compose-host-names",
  at: ["services.*.extra_hosts", "services.*.build.extra_hosts"],
  why: "host-gateway is the address of the machine that judges.",
  instead: "the name of a service in your own file",
  example: "extra_hosts: [host.docker.internal=host-gateway]",
  allows: (value) => !JSON.stringify(value ?? null).includes("host-gateway"),
};
