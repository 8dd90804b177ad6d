import { GraderError } from "../core/errors.ts";
import { withSetupLock } from "./lock.ts";
import { prepareImages } from "./prepare.ts";
import type { Say } from "./step.ts";
import { recipeFor } from "./variants.ts";

/** Makes the stand-in for a tag that is asked for, where there is a recipe. False when there is none, or it fails here. */
export async function makeStandIn(env: NodeJS.ProcessEnv, reference: string, say: Say): Promise<boolean> {
  if (recipeFor(reference) === undefined) return false;
  // Debian's base is made when a machine is set up: whoever has none cannot make variants either.
  const readyToBuild = async () => ({ mirror: undefined });
  try {
    await withSetupLock(env, say, () => prepareImages({ env, say, wanted: [reference], only: "build", readyToBuild }));
    return true;
  } catch (error) {
    if (error instanceof GraderError) return false;
    throw error;
  }
}
