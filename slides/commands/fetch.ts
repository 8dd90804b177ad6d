import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { EXIT } from "../../checker/command-line/exit.ts";
import type { Io } from "../../checker/command-line/io.ts";
import { chosenDecks, DECKS, ROOT } from "../decks.ts";
import { readDeck } from "../format/deck.ts";
import { copyOf, kindOf, webPictures } from "../render/pictures.ts";
import { Renderer } from "../render/renderer.ts";

/** Seconds for one picture, and its size in bytes. */
const DEADLINE = 30;
const LARGEST = 20_000_000;

/** Copies the pictures of decks that are on other servers beside the decks. Prints the files. Gives the exit code. */
export async function fetchPictures(
  wanted: readonly string[],
  io: Pick<Io, "print" | "say">,
  signal: AbortSignal,
  folder = DECKS,
): Promise<number> {
  let failed = false;
  for (const name of chosenDecks(wanted, folder)) {
    const deck = readDeck(join(folder, name), ROOT);
    const { chapters } = await new Renderer().render(deck);
    for (const source of new Set(chapters.flatMap(({ html }) => webPictures(html)))) {
      signal.throwIfAborted();
      const copied = await copy(source, deck.folder, signal);
      if ("file" in copied) io.print(relative(process.cwd(), copied.file));
      else io.say(`${name}: the picture ${source} ${copied.wrong}`);
      failed ||= "wrong" in copied;
    }
  }
  return failed ? EXIT.failed : EXIT.ok;
}

async function copy(
  source: string,
  folder: string,
  signal: AbortSignal,
): Promise<{ readonly file: string } | { readonly wrong: string }> {
  try {
    const address = source.startsWith("//") ? `https:${source}` : source;
    const response = await fetch(address, { signal: AbortSignal.any([signal, AbortSignal.timeout(DEADLINE * 1000)]) });
    if (!response.ok) return { wrong: `was answered with ${response.status}` };
    const type = response.headers.get("content-type")?.split(";")[0]?.trim() ?? "";
    const kind = kindOf(type);
    if (kind === undefined) return { wrong: `is of no kind that can be shown (${type || "it has no type"})` };
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes.length > LARGEST) return { wrong: `is larger than ${LARGEST / 1_000_000} MB` };
    const file = join(folder, copyOf(source, kind));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
    return { file };
  } catch (error) {
    signal.throwIfAborted();
    const { message, cause } = error as Error;
    return { wrong: `cannot be fetched (${cause instanceof Error ? cause.message : message})` };
  }
}
