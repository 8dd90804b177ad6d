import { accessSync, constants, mkdirSync } from "node:fs";
import { UsageError } from "../../checker/core/errors.ts";

/** Makes the folder to write to. Throws a UsageError where that cannot be. */
export function outputFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return folder;
  } catch (error) {
    throw new UsageError(`Nothing can be written to ${folder} (${(error as NodeJS.ErrnoException).code}).`);
  }
}
