import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Lab } from "../core/lab.ts";
import type { Work } from "../work/work.ts";

const HERE = fileURLToPath(new URL(".", import.meta.url));

export interface NamedLab {
  /** The folder's name. */
  readonly name: string;
  readonly lab: Lab<Work>;
}

/** Every lab: a folder here with a lab.ts in it. Nothing else lists them. */
export async function labs(): Promise<readonly NamedLab[]> {
  const names = readdirSync(HERE).filter((name) => existsSync(`${HERE}${name}/lab.ts`));
  if (names.length === 0) throw new Error("no lab was found: a checker without labs judges nothing");
  return Promise.all(
    names.sort().map(async (name) => {
      const module = (await import(pathToFileURL(`${HERE}${name}/lab.ts`).href)) as { lab: Lab<Work> };
      return { name, lab: module.lab };
    }),
  );
}
