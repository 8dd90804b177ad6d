import type { Plan, Stage } from "../dockerfile/plan.ts";
import { targetsOf } from "../dockerfile/resolve.ts";
import { sourceNames, sourceOf } from "../dockerfile/sources.ts";

/**
 * The earlier stages that go into a Dockerfile's last one, directly or through others: by the names that all stages have in
 * the Dockerfile that is built.
 */
export function stagesBehind(plan: Plan): readonly string[] {
  const targets = targetsOf(plan);
  const behind = new Set<number>();
  const follow = (index: number): void => {
    for (const used of usedBy(plan, index))
      if (!behind.has(used)) {
        behind.add(used);
        follow(used);
      }
  };
  follow(plan.stages.length - 1);
  return [...behind].map((index) => targets[index] ?? "");
}

function usedBy(plan: Plan, index: number): readonly number[] {
  const { base, steps } = plan.stages[index] as Stage;
  const sources = steps.flatMap((step) =>
    sourceNames(step).map((name) => sourceOf(plan, index, name, step.keyword === "RUN")),
  );
  return [base, ...sources].flatMap((source) => (source.kind === "stage" ? source.index : []));
}
