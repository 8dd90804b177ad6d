import { containersOf, type ServiceSpec } from "../../../engine/compose.ts";
import { WHOLE } from "../../../engine/limits.ts";
import type { ComposeRule } from "./rule.ts";

/** What one service may have: more of it is refused by a rule of its own. */
const MOST_OF_ONE = 50;

/** Only says no: what is few is judged further. */
export const whole: ComposeRule & { readonly only: true } = {
  id: "compose-whole",
  at: ["services"],
  why: "All containers of a submission share one machine, with those of everybody else.",
  instead: `at most ${WHOLE.containers} containers in all`,
  example: "services: {web: {scale: 33}, worker: {scale: 32}}",
  allows: (services) => {
    const counts = Object.values(services as Record<string, ServiceSpec>).map(
      (service) => Number(containersOf(service)) || 1,
    );
    return counts.reduce((sum, count) => sum + Math.min(count, MOST_OF_ONE), 0) <= WHOLE.containers;
  },
  only: true,
};
