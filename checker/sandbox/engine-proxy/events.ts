import { RUN } from "../../engine/labels.ts";
import { begun, linesTo } from "./answers.ts";
import { type Endpoint, enginePath } from "./call.ts";
import { type Filters, filtersOf } from "./filters.ts";
import type { Run } from "./run.ts";
import { withoutOurLabels } from "./views.ts";

interface Event {
  readonly Type: string;
  readonly Action: string;
  readonly Actor: { readonly ID: string; readonly Attributes: Readonly<Record<string, string>> };
}

/** What happens to what is the run's; the engine tells of everybody's. */
export const events: Endpoint["act"] = async (run, call, answer) => {
  const filters = filtersOf(call.query.get("filters"));
  const { type, event, label, image } = filters;
  const asked = Object.fromEntries(
    Object.entries({ type, event, label: label?.map((text) => run.names.label(text)), image }).filter(
      ([, values]) => values,
    ),
  );
  const reply = await begun(run, call, answer, await enginePath(run, call, { filters: JSON.stringify(asked) }));
  await linesTo(run, answer, reply, (line) => {
    const told = JSON.parse(line) as Event;
    return isOwn(told, run) && isWanted(told, filters, run)
      ? run.out(JSON.stringify(withoutOurLabels(told)))
      : undefined;
  });
};

/** Labels are told of containers and images; networks and volumes are known by their names. */
function isOwn({ Actor: { ID, Attributes } }: Event, run: Run): boolean {
  if (Attributes[RUN] !== undefined) return run.isOwn(Attributes);
  return [ID, Attributes.name ?? ""].some((name) => run.names.isOurs(name) || run.names.isImage(name));
}

function isWanted({ Type, Actor: { ID, Attributes } }: Event, filters: Filters, run: Run): boolean {
  return ["container", "network", "volume"].every((kind) => {
    const wanted = filters[kind];
    if (wanted === undefined) return true;
    const names = [ID, run.out(ID), run.out(Attributes.name ?? "")];
    return Type === kind && wanted.some((name) => names.includes(name) || (name.length >= 12 && ID.startsWith(name)));
  });
}
