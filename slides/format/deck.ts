import { existsSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { Inheritance } from "./inherit.ts";
import { type Manifest, parseManifest } from "./manifest.ts";
import { DeckError, eachOnce, type Place, type Problem } from "./problem.ts";
import { readChapter, readText, type Show } from "./read.ts";
import { scan } from "./scanner.ts";
import { type Slide, slidesOf } from "./slides.ts";
import { slips } from "./slips.ts";
import { Values } from "./values.ts";

export interface Chapter {
  /** Path of its file, and the folder that its pictures are relative to. */
  readonly file: string;
  readonly folder: string;
  readonly slides: readonly Slide[];
}

export interface Part {
  readonly title: string | undefined;
  readonly chapters: readonly Chapter[];
}

/** A deck as it is written: all its slides with variables, templates and layouts put in, nothing rendered yet. */
export interface Deck {
  readonly name: string;
  readonly folder: string;
  /** The project's folder: what links to its files, and paths in messages, are relative to. */
  readonly root: string;
  readonly manifest: Manifest;
  readonly manifestFile: string;
  readonly parts: readonly Part[];
  readonly problems: readonly Problem[];
}

/** Reads the deck in a folder; paths in messages are relative to `root`. Throws a DeckError where deck.yml is wrong. */
export function readDeck(folder: string, root: string): Deck {
  const show = (path: string) => relative(root, path);
  const path = join(folder, "deck.yml");
  const manifestFile = show(path);
  const manifest = parseManifest(manifestFile, readManifest(path, manifestFile));
  const problems: Problem[] = [];
  const written = manifest.parts.map(({ title, chapters }, part) => ({
    title,
    chapters: chapters.map((file, index) => {
      const asked = { file: manifestFile, line: manifest.lineOf(["parts", part, "chapters", index]) };
      return writtenChapter(join(folder, file), folder, asked, show, problems);
    }),
  }));
  const values = new Values(manifest);
  const all = written.flatMap(({ chapters }) => chapters.flatMap(({ slides }) => slides.map(values.ofProperties)));
  const inheritance = new Inheritance(all, manifest.exclude);
  const parts = written.map(({ title, chapters }) => ({
    title,
    chapters: chapters.map((chapter) => ({
      ...chapter,
      slides: inheritance.shown(all.splice(0, chapter.slides.length)).map(values.ofLines),
    })),
  }));
  problems.push(...inheritance.problems, ...values.problems());
  return { name: basename(folder), folder, root, manifest, manifestFile, parts, problems: eachOnce(problems) };
}

/** A chapter with its slides as they are written. */
function writtenChapter(path: string, deck: string, asked: Place, show: Show, problems: Problem[]): Chapter {
  const source = readChapter(path, deck, asked, show);
  const scanned = scan(source.lines);
  const { slides, problems: wrong } = slidesOf(scanned.pieces);
  problems.push(...source.problems, ...scanned.problems, ...wrong, ...slips(source.lines));
  if (slides.length === 0 && source.problems.length === 0)
    problems.push({ file: show(path), line: 1, message: "this chapter is empty" });
  return { file: show(path), folder: dirname(path), slides };
}

function readManifest(path: string, shown: string): string {
  const problems: Problem[] = [];
  const asked = { file: shown, line: 1 };
  const text = existsSync(path) ? readText(path, asked, () => shown, problems) : undefined;
  if (text !== undefined) return text;
  const missing = { ...asked, message: "there is no such file: a deck is a folder with a deck.yml" };
  throw new DeckError(problems.length > 0 ? problems : [missing]);
}
