import type { Plan } from "../dockerfile/plan.ts";
import { targetOf, targetsOf } from "../dockerfile/resolve.ts";
import { stagesInto } from "../dockerfile/unused.ts";

/**
 * The earlier stages that go into a Dockerfile's last one, or into `target`, directly or through others: by the names that
 * all stages have in the Dockerfile that is built.
 */
export function stagesBehind(plan: Plan, target?: string): readonly string[] {
  const targets = targetsOf(plan);
  const last = target === undefined ? -1 : targets.indexOf(targetOf(plan, target));
  const [, ...behind] = stagesInto(plan, last < 0 ? plan.stages.length - 1 : last);
  return behind.map((index) => targets[index] ?? "");
}
