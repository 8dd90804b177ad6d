import { readFileIn } from "../engine/container-files.ts";
import type { Session } from "../engine/session.ts";

/** What a shell says of a script whose first line names a program that is not there. */
const NOT_FOUND = /(?:^|[\s:])(\/[^\s:]{1,200}): not found/g;
const LOOKED_AT = 4;
const MOST_BYTES = 64 * 1024;

/** A script that was not to be started although the container has it: its first line ends as lines end on Windows. */
export async function windowsScriptIn(session: Session, id: string, said: string): Promise<string | undefined> {
  for (const [, path = ""] of [...said.matchAll(NOT_FOUND)].slice(0, LOOKED_AT)) {
    const script = await readFileIn(session, id, path, MOST_BYTES);
    if (script !== undefined && /^#![^\n]*\r\n/.test(script.content.toString("latin1"))) return path;
  }
  return undefined;
}
