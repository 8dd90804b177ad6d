import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, extname, join, relative, resolve } from "node:path";
import { EXIT } from "../../checker/command-line/exit.ts";
import type { Io } from "../../checker/command-line/io.ts";
import { UsageError } from "../../checker/core/errors.ts";
import { buildPage } from "../build.ts";
import { DECKS } from "../decks.ts";
import { DeckError, describe } from "../format/problem.ts";
import type { Imported } from "../import/imported.ts";
import { readManifestOf } from "../import/markmaker.ts";
import { readRemarkPage } from "../import/remark-html.ts";
import { writeDeck } from "../import/write.ts";
import { slug } from "../render/html.ts";
import { Renderer } from "../render/renderer.ts";

export interface ImportOptions {
  /** The name of the new deck; that of the file or folder when it is not given. */
  readonly name?: string;
}

const READERS: Readonly<Record<string, (path: string) => Imported>> = {
  ".html": readRemarkPage,
  ".htm": readRemarkPage,
  ".yml": readManifestOf,
  ".yaml": readManifestOf,
};

/** Makes a deck of one for another player. Tells what it could not take, and what is wrong with the deck. Gives the exit code. */
export async function importDeck(
  from: string,
  { name }: ImportOptions,
  { print, say }: Pick<Io, "print" | "say">,
  decks = DECKS,
): Promise<number> {
  const file = sourceIn(resolve(from));
  const base = /^index\.html?$/.test(basename(file)) ? basename(dirname(file)) : basename(file, extname(file));
  const folder = join(decks, name ?? (slug(base) || "slides"));
  for (const sentence of await writeDeck(folder, (READERS[extname(file)] ?? readManifestOf)(file))) say(sentence);
  print(relative(process.cwd(), folder));
  try {
    const { warnings } = await buildPage(folder, new Renderer());
    for (const warning of warnings) say(describe(warning));
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof DeckError)) throw error;
    say(error.message);
    return EXIT.failed;
  }
}

/** The file that a deck begins with. Throws a UsageError where there is none, or more than one. */
function sourceIn(path: string): string {
  if (!existsSync(path)) throw new UsageError(`There is no ${path}.`);
  if (!statSync(path).isDirectory()) {
    if (READERS[extname(path)] !== undefined) return path;
    throw new UsageError(`${path} is neither a page of remark (.html) nor a manifest (.yml).`);
  }
  const found = readdirSync(path).filter((name) => isSource(join(path, name)));
  const [only] = found;
  if (only !== undefined && found.length === 1) return join(path, only);
  if (only === undefined) throw new UsageError(`There is neither a page of remark nor a manifest in ${path}.`);
  throw new UsageError(`Say which one is meant of those in ${path}: ${found.join(", ")}.`);
}

function isSource(path: string): boolean {
  const kind = extname(path);
  if (READERS[kind] === undefined || !statSync(path).isFile()) return false;
  const text = readFileSync(path, "utf8");
  return kind.startsWith(".y") ? /^content:/m.test(text) : /remark\.create/.test(text);
}
