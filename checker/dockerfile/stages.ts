import type { Plan } from "./plan.ts";
import { stageOf, targetsOf } from "./resolve.ts";
import { stagesInto } from "./unused.ts";

/**
 * The earlier stages that go into a Dockerfile's last one, or into `target`, directly or through others: by the names that
 * all stages have in the Dockerfile that is built.
 */
export function stagesBehind(plan: Plan, target?: string): readonly string[] {
  const targets = targetsOf(plan);
  const [, ...behind] = stagesInto(plan, stageOf(plan, target) ?? plan.stages.length - 1);
  return behind.map((index) => targets[index] ?? "");
}
