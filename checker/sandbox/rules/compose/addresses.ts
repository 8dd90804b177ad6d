import { BlockList, isIP } from "node:net";
import { type ComposeRule, isEmpty } from "./rule.ts";

/** Networks that a student may ask for: private ones of the usual size. Which one it becomes, the engine decides. */
const LARGEST = 16;
const PRIVATE = new BlockList();
for (const [network, prefix] of [
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
] as const)
  PRIVATE.addSubnet(network, prefix);

export const addresses: ComposeRule = {
  id: "compose-addresses",
  at: [
    "networks.*.ipam.config",
    "networks.*.ipam.driver",
    "networks.*.ipam.options",
    "networks.*.enable_ipv6",
    "services.*.networks.*.ipv4_address",
    "services.*.networks.*.ipv6_address",
    "services.*.networks.*.link_local_ips",
  ],
  why: "A range of addresses can hide the network of the machine, or of others who are judged at the same time.",
  instead: "names: services find each other by name on every network of Compose",
  example: "networks: {front: {ipam: {config: [{subnet: 10.0.0.0/8}]}}}",
  allows: (value, { path, model }) => {
    if (path.at(-1) === "config") return subnetsOf(value).every(isUsual);
    if (path.at(-1) === "driver") return value === "default" || value === "";
    if (path.at(-1) === "ipv4_address") return isOn(String(value), (model.networks as Networks)?.[String(path[3])]);
    return value === false || isEmpty(value);
  },
};

type Networks = Readonly<Record<string, { ipam?: { config?: unknown } } | null>> | undefined;

function subnetsOf(config: unknown): readonly string[] {
  return Array.isArray(config)
    ? config.map((entry) => String((entry as { subnet?: unknown } | null)?.subnet ?? ""))
    : [];
}

function isUsual(subnet: string): boolean {
  const [address = "", prefix = ""] = subnet.split("/");
  return isIP(address) === 4 && /^\d{2}$/.test(prefix) && Number(prefix) >= LARGEST && PRIVATE.check(address);
}

/** The address is in a range that the file itself asks for. */
function isOn(address: string, network: { ipam?: { config?: unknown } } | null | undefined): boolean {
  const subnets = subnetsOf(network?.ipam?.config).filter(isUsual);
  if (isIP(address) !== 4) return false;
  const own = new BlockList();
  for (const subnet of subnets) own.addSubnet(subnet.split("/")[0] ?? "", Number(subnet.split("/")[1]));
  return own.check(address);
}
