import { atMost, type ComposeRule, isEmpty, settingsOf } from "./rule.ts";

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
  allows: (value, { path }) => isEmpty(value) || (path[0] === "networks" && settingsOf(value).every(isPacketSize)),
};

/** In bytes, up to that of jumbo frames: smaller packets than usual get through the tunnel of many a network. */
function isPacketSize([name, value]: readonly [string, unknown]): boolean {
  return name === "com.docker.network.driver.mtu" && atMost(9000)(value);
}
