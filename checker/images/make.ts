import { GraderError } from "../core/errors.ts";
import { withSetupLock } from "./lock.ts";
import { Parts } from "./parts.ts";
import { prepareImages } from "./prepare.ts";
import type { Say } from "./step.ts";

/** Makes the stand-in for a tag that has a recipe. False where that cannot be done here. */
export async function makeStandIn(env: NodeJS.ProcessEnv, reference: string, say: Say): Promise<boolean> {
  using parts = new Parts({ env, say, mirror: undefined });
  try {
    // Debian's base is made when a machine is set up: whoever has none cannot make variants either.
    await withSetupLock(env, say, () => prepareImages({ env, say, wanted: [reference], only: "build", parts }));
    return true;
  } catch (error) {
    if (error instanceof GraderError) return false;
    throw error;
  }
}
