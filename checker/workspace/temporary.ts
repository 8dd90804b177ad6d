import { mkdtemp, rmdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import { GraderError } from "../core/errors.ts";

/** Throws when no folder can be made where temporary files go: nothing could be judged. */
export async function requireTemporaryFolder(): Promise<void> {
  const place = tmpdir();
  if (!isAbsolute(place)) throw unusable(place, "it has to be a whole path, which begins with /");
  try {
    await rmdir(await mkdtemp(join(place, "workshop-try-")));
  } catch (error) {
    throw unusable(place, (error as NodeJS.ErrnoException).code ?? String(error));
  }
}

function unusable(place: string, why: string): GraderError {
  return new GraderError(
    "TMPDIR_UNUSABLE",
    `The folder for temporary files, ${place}, cannot be used: ${why}.`,
    "Set TMPDIR to a folder that you may write to, or unset it, and run the check again.",
  );
}
