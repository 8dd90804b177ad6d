import { isMap, isScalar, type YAMLMap } from "yaml";
import { type ComposeFile, Finding, type Model, type ServiceSpec } from "../../../kit/kit.ts";
import { codes } from "../codes.ts";
import { PAGE_PORT } from "../support/services.ts";

/** A key that could go without changing what the stack does. */
export interface SpareKey {
  /** `services.rng.expose` */
  readonly path: string;
  /** The same habit in several services is one thing to learn: `expose`. */
  readonly habit: string;
  readonly line: number;
  readonly reason: string;
}

/** What each habit costs, of the points of the check. */
const COST = 2;

interface Rule {
  readonly key: string;
  readonly reason: string;
  /** For which services it is spare; everywhere when absent. */
  when?(service: ServiceSpec, model: Model): boolean;
}

const TOP_LEVEL: readonly Rule[] = [{ key: "name", reason: "the folder's name does" }];

const SERVICE: readonly Rule[] = [
  {
    key: "container_name",
    reason: "services find each other by the name of the service, and a fixed name allows one container only",
  },
  { key: "hostname", reason: "services find each other by the name of the service" },
  { key: "expose", reason: "services of one network reach every port of each other" },
  { key: "links", reason: "services of one network find each other by name" },
  { key: "tty", reason: "nobody types into these services" },
  { key: "stdin_open", reason: "nobody types into these services" },
  {
    key: "depends_on",
    reason: "these services wait for each other by themselves",
    when: ({ depends_on }) => onlyOrder(depends_on),
  },
  {
    key: "ports",
    reason: `only the page has to be reached from outside, on port ${PAGE_PORT}`,
    // Where nobody publishes the page, these may be the ports that were meant to: another check says so.
    when: (service, model) => service.ports !== undefined && ![undefined, service].includes(door(model)),
  },
  {
    key: "ports",
    reason: "one published port is enough",
    when: (service, model) => (service.ports ?? []).length > 1 && door(model) === service,
  },
];

/** The service behind which people find the page: who publishes its port, else webui on whatever port. */
function door({ services }: Model): ServiceSpec | undefined {
  const byPort = Object.values(services).find(({ ports }) =>
    ports?.some(({ published }) => published === String(PAGE_PORT)),
  );
  return byPort ?? (services.webui?.ports?.length ? services.webui : undefined);
}

/** True unless something is waited for until it is healthy or has ended. */
function onlyOrder(dependsOn: unknown): boolean {
  const conditions = Object.values((dependsOn ?? {}) as Record<string, { condition?: string }>);
  return conditions.every(({ condition }) => condition === undefined || condition === "service_started");
}

export type Keys = Pick<ComposeFile, "document" | "lines" | "name"> & { readonly model: Model };

/** Where a key of a map is written. */
export function lineOf({ lines }: Keys, map: unknown, key: string): number | undefined {
  const pair = isMap(map) ? map.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined;
  return isScalar(pair?.key) ? lines.linePos(pair.key.range?.[0] ?? 0).line : undefined;
}

export function spareKeys(file: Keys): readonly SpareKey[] {
  const { document, model } = file;
  const root = document.contents as YAMLMap;
  const found: SpareKey[] = [];
  const look = (map: unknown, prefix: string, { key, reason }: Rule) => {
    const line = lineOf(file, map, key);
    if (line !== undefined) found.push({ path: prefix + key, habit: key, line, reason });
  };
  for (const rule of TOP_LEVEL) look(root, "", rule);
  if (oneNetworkForAll(model))
    look(root, "", { key: "networks", reason: "Compose makes one network for all services by itself" });
  for (const [name, service] of Object.entries(model.services)) {
    const map = document.getIn(["services", name]);
    for (const rule of SERVICE) if (rule.when?.(service, model) ?? true) look(map, `services.${name}.`, rule);
  }
  return found.sort((a, b) => a.line - b.line);
}

/** Every service is on the same single network: what Compose does anyway. */
function oneNetworkForAll({ services }: Model): boolean {
  const uses = Object.values(services).map(({ networks }) => Object.keys((networks ?? {}) as object).join());
  return new Set(uses).size === 1 && !uses[0]?.includes(",");
}

/** The finding of the check, or nothing when no key could go. */
export function tooManyKeys(file: Keys, points: number): Finding | undefined {
  const spare = spareKeys(file);
  const habits = new Set(spare.map(({ habit }) => habit));
  const [first] = spare;
  if (first === undefined) return undefined;
  return new Finding(codes.SPARE_KEYS, spare.length === 1 ? "One key could go." : `${spare.length} keys could go.`, {
    expected: "only keys that this application needs",
    actual: `not needed: ${[...habits].join(", ")} (${COST} points each, in however many services)`,
    evidence: inLines(spare),
    file: file.name,
    line: first.line,
    earned: Math.max(0, points - COST * habits.size),
  });
}

/** One line for each, from the top. */
export function inLines(spare: readonly SpareKey[]): string {
  return spare.map(({ path, line, reason }) => `line ${line}: ${path} (${reason})`).join("\n");
}
