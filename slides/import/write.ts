import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { stringify } from "yaml";
import { UsageError } from "../../checker/core/errors.ts";
import { type Deck, readDeck } from "../format/deck.ts";
import { INCLUDE } from "../format/read.ts";
import { decoded } from "../render/html.ts";
import { eachPicture } from "../render/pictures.ts";
import { Renderer } from "../render/renderer.ts";
import type { Imported } from "./imported.ts";

/** Writes a deck into a folder that is not there yet, with the files and pictures that it needs. Tells what is missing. */
export async function writeDeck(
  folder: string,
  { manifest, files, beside, left }: Imported,
): Promise<readonly string[]> {
  if (existsSync(folder)) throw new UsageError(`${folder} is there already: choose another name with --name.`);
  const copies = new Copies(beside, folder);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "deck.yml"), stringify(manifest));
  for (const [name, text] of Object.entries(files)) {
    const file = join(folder, name);
    if (relative(folder, file).startsWith("..")) throw new UsageError(`${name} is outside of the folder of its deck.`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    copies.included(text, dirname(name));
  }
  await copies.pictures(readDeck(folder, dirname(folder)));
  return [...left, ...copies.missing];
}

/** Copies what a deck refers to from where it was, to the same place beside the new one. */
class Copies {
  readonly missing: string[] = [];
  readonly #from: string;
  readonly #to: string;

  constructor(from: string, to: string) {
    this.#from = from;
    this.#to = to;
  }

  /** What a text includes, and what that includes. */
  included(text: string, folder: string): void {
    for (const line of text.split("\n")) {
      const [, , name] = INCLUDE.exec(line) ?? [];
      const file = name === undefined ? undefined : this.#copy(name, folder);
      if (file?.endsWith(".md")) this.included(readFileSync(join(this.#to, file), "utf8"), dirname(file));
    }
  }

  async pictures(deck: Deck): Promise<void> {
    const { chapters } = await new Renderer().render(deck);
    for (const { html, chapter } of chapters) {
      eachPicture(html, (source) => {
        if (!/^(?:[a-z][-+.a-z0-9]*:|\/\/)/i.test(source))
          this.#copy(decoded(source.replace(/[?#].*$/, "")), relative(this.#to, chapter.folder));
        return source;
      });
    }
  }

  /** Gives the place of the copy in the deck's folder; undefined, and a sentence, where there is no such file in the old one. */
  #copy(name: string, folder: string): string | undefined {
    const found = [resolve(this.#from, folder, name), resolve(this.#from, name)]
      .filter((file) => !relative(this.#from, file).startsWith(".."))
      .find((file) => existsSync(file) && statSync(file).isFile());
    if (found === undefined) {
      this.missing.push(`There is no file ${name} in ${basename(this.#from)}.`);
      return undefined;
    }
    const place = relative(this.#from, found);
    const copy = join(this.#to, place);
    if (existsSync(copy)) return undefined;
    mkdirSync(dirname(copy), { recursive: true });
    copyFileSync(found, copy);
    return place;
  }
}
