import { posix } from "node:path";
import type { Container } from "../engine/container.ts";

/** What interpreters say of a file or a module that they do not find. Python, Node, Ruby; a shell names what it cannot start. */
const MISSING =
  /(?:can't open file|Cannot find module|cannot load such file --|No such file or directory(?: --|:)?|exec:?) ['"]?([^\s'":]{1,200})/g;
/** Of the first few things that were missed, one is the reason; the others follow from it. */
const LOOKED_AT = 4;

export interface Hidden {
  /** In the image. */
  readonly path: string;
  /** Where the mount lies. */
  readonly at: string;
}

/** Something that a process did not find although its image has it, because a folder of the machine is mounted over it. */
export async function hiddenByMount(container: Container, said: string): Promise<Hidden | undefined> {
  const { binds, workingDir } = await container.surface();
  if (binds.length === 0) return undefined;
  const missed = [...said.matchAll(MISSING)].slice(0, LOOKED_AT).flatMap(([, name = ""]) => places(name, workingDir));
  for (const path of new Set(missed)) {
    const at = binds.find((bind) => path === bind || path.startsWith(`${bind}/`));
    if (at !== undefined && (await container.imageHas(path))) return { path, at };
  }
  return undefined;
}

/** Where it may have been looked for: a bare name is a module of Node, or a file where the process was started. */
function places(name: string, workingDir: string): readonly string[] {
  if (name.startsWith("/")) return [posix.normalize(name)];
  return [posix.join(workingDir, name), posix.join(workingDir, "node_modules", name)];
}
