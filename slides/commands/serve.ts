import { once } from "node:events";
import { join } from "node:path";
import { GraderError, UsageError } from "../../checker/core/errors.ts";
import { chosenDecks, DECKS } from "../decks.ts";
import { startServer } from "../serve/server.ts";
import { EXIT, type Io } from "./io.ts";

/** Serves decks until it is interrupted. Gives the exit code. */
export async function serve(
  wanted: readonly string[],
  { port, host }: { readonly port: string; readonly host: string },
  io: Io,
  signal: AbortSignal,
): Promise<number> {
  const number = Number(port);
  if (!Number.isInteger(number) || number < 0 || number > 65_535) throw new UsageError(`"${port}" is no port.`);
  const names = chosenDecks(wanted);
  await using server = await startServer({ folder: DECKS, names, port: number, host, say: io.say }).catch((error) => {
    throw busy(error, number);
  });
  io.say(`Slides: ${server.url} (Ctrl-C ends it)`);
  for (const name of names) io.print(new URL(`${name}.html`, server.url).href);
  io.say(`Every change in ${join("slides", "decks")} is shown at once.`);
  if (!signal.aborted) await once(signal, "abort");
  return EXIT.ok;
}

function busy(error: unknown, port: number): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== "EADDRINUSE" && code !== "EACCES" && code !== "EADDRNOTAVAIL") return error;
  const why = code === "EADDRINUSE" ? "is in use" : `cannot be used (${code})`;
  return new GraderError("PORT_BUSY", `Port ${port} ${why}.`, "Choose another one with --port.");
}
