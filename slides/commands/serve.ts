import { once } from "node:events";
import { join } from "node:path";
import { EXIT } from "../../checker/command-line/exit.ts";
import type { Io } from "../../checker/command-line/io.ts";
import { GraderError, UsageError } from "../../checker/core/errors.ts";
import type { Built } from "../build.ts";
import { chosenDecks, DECKS } from "../decks.ts";
import { startServer } from "../serve/server.ts";
import { Fullness } from "./fullness.ts";

/** Serves decks until it is interrupted. Gives the exit code. */
export async function serve(
  wanted: readonly string[],
  { port, host }: { readonly port: string; readonly host: string },
  io: Io,
  signal: AbortSignal,
): Promise<number> {
  const number = Number(port);
  if (!/^\d+$/.test(port) || number > 65_535) throw new UsageError(`"${port}" is no port.`);
  const names = chosenDecks(wanted);
  await using fullness = new Fullness(io);
  let measured = Promise.resolve();
  const built = (page: Built) => {
    measured = measured
      .then(() => fullness.tell(page))
      .catch((error) => {
        // It is closed while it measures when the server ends.
        if (!signal.aborted) io.say(String(error));
      });
  };
  await using server = await startServer({ folder: DECKS, names, port: number, host, say: io.say, built }).catch(
    (error) => {
      throw busy(error, number, host);
    },
  );
  io.say(`Slides: ${server.url} (Ctrl-C ends it)`);
  for (const name of names) io.print(new URL(`${name}.html`, server.url).href);
  io.say(`Every change in ${join("slides", "decks")} is shown at once.`);
  if (!signal.aborted) await once(signal, "abort");
  return EXIT.ok;
}

const NO_ADDRESS: readonly unknown[] = ["ENOTFOUND", "EAI_AGAIN", "EADDRNOTAVAIL"];

function busy(error: unknown, port: number, host: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (NO_ADDRESS.includes(code)) return new UsageError(`"${host}" is no address of this machine.`);
  if (code !== "EADDRINUSE" && code !== "EACCES") return error;
  const why = code === "EADDRINUSE" ? "is in use" : `cannot be used (${code})`;
  return new GraderError("PORT_BUSY", `Port ${port} ${why}.`, "Choose another one with --port.");
}
