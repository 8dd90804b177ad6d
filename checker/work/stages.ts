import type { Plan } from "../dockerfile/plan.ts";
import { targetsOf } from "../dockerfile/resolve.ts";
import { stagesInto } from "../dockerfile/unused.ts";

/**
 * The earlier stages that go into a Dockerfile's last one, directly or through others: by the names that all stages have in
 * the Dockerfile that is built.
 */
export function stagesBehind(plan: Plan): readonly string[] {
  const targets = targetsOf(plan);
  const [, ...behind] = stagesInto(plan, plan.stages.length - 1);
  return behind.map((index) => targets[index] ?? "");
}
