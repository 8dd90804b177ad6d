import { atMost, type ComposeRule, settingsOf, size } from "./rule.ts";

/** Of a container's own network, and no more than it takes anyway. Source: Documentation/networking/ip-sysctl of the kernel. */
const HARMLESS: Readonly<Record<string, number>> = {
  "net.core.somaxconn": 4096,
  "net.ipv4.ip_unprivileged_port_start": 65535,
  "net.ipv4.tcp_syncookies": 1,
};

export const sysctls: ComposeRule = {
  id: "compose-sysctls",
  at: ["services.*.sysctls"],
  why: "Kernel parameters can take memory and connections from everybody on the machine.",
  instead: "the service without this key",
  example: "sysctls: {net.core.somaxconn: 100000}",
  allows: (value) =>
    size(value) > 0 && settingsOf(value).every(([name, set]) => atMost(HARMLESS[name] ?? Number.NaN)(set)),
};
