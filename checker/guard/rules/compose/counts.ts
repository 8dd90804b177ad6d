import { type ComposeRule, size } from "./rule.ts";

const MOST: Readonly<Record<string, number>> = { services: 20, networks: 12 };
const MOST_OTHERS = 32;

/** Only says no: what is few is judged further. */
export const counts: ComposeRule & { readonly only: true } = {
  id: "compose-counts",
  at: ["services", "networks", "volumes", "configs", "secrets", "services.*.ports", "services.*.volumes"],
  why: "Each service, network, volume and port costs the machine something, and it judges a whole class.",
  instead: "at most 20 services, 12 networks, and 32 of anything else",
  allows: (value, { path }) =>
    size(value) <= (path.length === 1 ? (MOST[String(path[0])] ?? MOST_OTHERS) : MOST_OTHERS),
  only: true,
};
