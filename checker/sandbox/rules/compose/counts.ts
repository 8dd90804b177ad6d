import { type ComposeRule, type Key, size } from "./rule.ts";

const MOST: Readonly<Record<string, number>> = { services: 20, networks: 12 };
const MOST_WORDS: Readonly<Record<string, number>> = { environment: 200, labels: 200 };
const MOST_OTHERS = 32;

const INSIDE = ["ports", "volumes", "tmpfs", "configs", "secrets", "extra_hosts", "links", "expose", "dns_search"];

/** Only says no: what is few is judged further. */
export const counts: ComposeRule & { readonly only: true } = {
  id: "compose-counts",
  at: [
    ...["services", "networks", "volumes", "configs", "secrets"],
    ...[...INSIDE, ...Object.keys(MOST_WORDS)].map((key) => `services.*.${key}`),
    "services.*.networks.*.aliases",
  ],
  why: "Each service, network, volume, mount, port and name costs the machine something, and it judges a whole class.",
  instead: "at most 20 services, 12 networks, 200 variables or labels of a service, and 32 of anything else",
  example: "networks: {a, b, c, d, e, f, g, h, i, j, k, l, m}",
  allows: (value, { path }) => size(value) <= most(path),
  only: true,
};

function most(path: readonly Key[]): number {
  const key = String(path.at(-1));
  return (path.length === 1 ? MOST[key] : MOST_WORDS[key]) ?? MOST_OTHERS;
}
