import { type ComposeRule, size } from "./rule.ts";

export const addresses: ComposeRule = {
  id: "compose-addresses",
  at: [
    "networks.*.ipam.config",
    "networks.*.ipam.options",
    "networks.*.enable_ipv6",
    "services.*.networks.*.ipv4_address",
    "services.*.networks.*.ipv6_address",
    "services.*.networks.*.link_local_ips",
  ],
  why: "A fixed range of addresses can hide the network of the machine, or of others who are judged at the same time.",
  instead: "names: services find each other by name on every network of Compose",
  allows: (value) => value === false || (size(value) === 0 && typeof value !== "string"),
};
