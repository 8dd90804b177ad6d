import { RUN, SCRIPT } from "../../engine/labels.ts";
import { isRecord } from "./fields.ts";
import type { Names } from "./names.ts";
import { invalid } from "./refused.ts";

export type Filters = Readonly<Record<string, readonly string[]>>;

/** How the value of each filter is renamed; the engine's lists know others, too, which are refused. */
const RENAMED: Readonly<Record<string, (value: string, names: Names) => string>> = {
  name: (value, names) => names.pattern(value),
  label: (value, names) => names.label(value),
  "label!": (value, names) => names.label(value),
  network: (value, names) => (isId(value) ? value : names.ours(value)),
  volume: (value, names) => (value.startsWith("/") ? value : names.ours(value)),
};
const KEPT = new Set(
  [
    "id",
    "status",
    "exited",
    "health",
    "publish",
    "expose",
    "is-task",
    "dangling",
    "driver",
    "scope",
    "type",
    "until",
  ].concat(["before", "since", "all", "event", "reference", "ancestor", "container", "image"]),
);

/** Whole, as the engine gives it: nobody can call something like that. */
export const isId = (value: string): boolean => /^[0-9a-f]{64}$/.test(value);

/** `filters` of a request: lists, or maps whose keys count, as older clients send them. */
export function filtersOf(text: string | null): Filters {
  if (text === null || text === "") return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw invalid("invalid filter");
  }
  if (!isRecord(parsed)) throw invalid("invalid filter");
  return Object.fromEntries(
    Object.entries(parsed).map(([key, held]) => {
      const values = Array.isArray(held)
        ? held
        : isRecord(held)
          ? Object.keys(held).filter((name) => held[name])
          : undefined;
      if (values === undefined || !values.every((value) => typeof value === "string")) throw invalid("invalid filter");
      if (!KEPT.has(key) && !Object.hasOwn(RENAMED, key)) throw invalid(`invalid filter '${key}'`);
      return [key, values as string[]];
    }),
  );
}

/** The same for the engine: only what scripts of the run have made, by names of the run. */
export function ofRun(filters: Filters, names: Names, run: string): Filters {
  const renamed = Object.entries(filters).map(([key, values]) => {
    const rename = RENAMED[key];
    return [key, rename ? values.map((value) => rename(value, names)) : values] as const;
  });
  const { label = [], ...others } = Object.fromEntries(renamed);
  return { ...others, label: [...label, `${RUN}=${run}`, SCRIPT] };
}
