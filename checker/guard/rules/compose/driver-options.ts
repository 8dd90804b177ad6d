import { type ComposeRule, isEmpty } from "./rule.ts";

export const driverOptions: ComposeRule = {
  id: "compose-driver-options",
  at: [
    "networks.*.driver_opts",
    "volumes.*.driver_opts",
    "services.*.networks.*.driver_opts",
    "secrets.*.driver",
    "secrets.*.driver_opts",
  ],
  why: "Options of a driver can mount any folder of the machine as a volume, or join any of its networks.",
  instead: "the network or volume without this key",
  example: "volumes: {data: {driver_opts: {type: none, o: bind, device: /}}}",
  allows: isEmpty,
};
