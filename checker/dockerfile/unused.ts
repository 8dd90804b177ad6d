import { effective } from "./instruction.ts";
import type { Plan, Stage } from "./plan.ts";
import { sourceNames, sourceOf } from "./sources.ts";

/** The stages that go into one of them, directly or through others; itself is the first. */
export function stagesInto({ stages }: Pick<Plan, "stages">, last: number): ReadonlySet<number> {
  const found = new Set<number>();
  const follow = (index: number): void => {
    if (found.has(index)) return;
    found.add(index);
    for (const used of usedBy(stages, index)) follow(used);
  };
  follow(last);
  return found;
}

function usedBy(stages: readonly Stage[], index: number): readonly number[] {
  const { base, steps } = stages[index] as Stage;
  const sources = steps.flatMap((step) =>
    sourceNames(step).map((name) => sourceOf({ stages }, index, name, effective(step).keyword === "RUN")),
  );
  return [base, ...sources].flatMap((source) => (source.kind === "stage" ? source.index : []));
}

/**
 * The same plan, in which what does not go into the stage that is built is empty: the builder never looks at it, so its
 * images need not be there.
 */
export function withoutUnused(plan: Plan, last: number): Plan {
  const used = stagesInto(plan, last);
  return { ...plan, stages: plan.stages.map((stage, index) => (used.has(index) ? stage : emptied(stage))) };
}

function emptied({ name, from }: Stage): Stage {
  return { name, from: { ...from, flags: [] }, platform: undefined, base: { kind: "scratch" }, unset: [], steps: [] };
}
