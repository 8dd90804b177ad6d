import { GraderError } from "../core/errors.ts";
import type { Say } from "../images/step.ts";

export interface ConsentOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly say: Say;
  readonly ask?: ((question: string) => Promise<boolean>) | undefined;
}

export type Consent = (what: string, byHand: string) => Promise<void>;

/**
 * Nothing is installed without a word. At a terminal the first installation of a run is asked for, and stands for those
 * that belong to it; WORKSHOP_INSTALL=no refuses, =yes answers the question. Throws SETUP_REFUSED.
 */
export function consent({ env, say, ask }: ConsentOptions): Consent {
  let given = env.WORKSHOP_INSTALL === "yes";
  return async (what, byHand) => {
    if (env.WORKSHOP_INSTALL === "no") throw refused(`${what}, but WORKSHOP_INSTALL=no is set.`, byHand);
    if (!given && ask) {
      if (!(await ask(`${what}. Install it now?`))) throw refused(`${what}, and you chose not to install it.`, byHand);
      given = true;
    } else {
      say(`${what}: installing.`);
    }
  };
}

function refused(message: string, byHand: string): GraderError {
  return new GraderError("SETUP_REFUSED", message, `To do it by hand, ${byHand}.`);
}
