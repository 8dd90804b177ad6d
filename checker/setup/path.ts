import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** The file that a command's name stands for; system folders count even where a user's PATH lacks them. */
export function findInPath(env: NodeJS.ProcessEnv, command: string): string | undefined {
  const names = process.platform === "win32" ? [`${command}.exe`] : [command];
  const system = process.platform === "win32" ? [] : ["/usr/local/sbin", "/usr/sbin", "/sbin"];
  for (const folder of [...(env.PATH ?? "").split(delimiter), ...system]) {
    for (const name of names) {
      const file = join(folder || ".", name);
      if (isExecutable(file)) return file;
    }
  }
  return undefined;
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
