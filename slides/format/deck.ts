import { existsSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { Inheritance } from "./inherit.ts";
import { type Manifest, parseManifest } from "./manifest.ts";
import { DeckError, type Place, type Problem } from "./problem.ts";
import { readChapter, readText } from "./read.ts";
import { type Line, scan } from "./scanner.ts";
import { type Slide, slidesOf } from "./slides.ts";
import { replaceVariables, withValues } from "./variables.ts";

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
  const inheritance = new Inheritance();
  const chapterOf = (file: string, asked: Place): Chapter => {
    const path = join(folder, file);
    const source = readChapter(path, asked, show);
    const scanned = scan(source.lines);
    const written = slidesOf(scanned.pieces);
    problems.push(...source.problems, ...scanned.problems, ...written.problems);
    if (written.slides.length === 0 && source.problems.length === 0)
      problems.push({ file: show(path), line: 1, message: "this chapter is empty" });
    const replaced = (lines: readonly Line[]) => {
      const result = replaceVariables(lines, manifest.variables, ["content"]);
      problems.push(...result.problems);
      return result.lines;
    };
    const slides = written.slides.map((slide) => ({
      ...slide,
      properties: Object.fromEntries(
        Object.entries(slide.properties).map(([key, text]) => [key, withValues(text, manifest.variables)]),
      ),
      steps: slide.steps.map((step) => ({ ...step, lines: replaced(step.lines) })),
      notes: replaced(slide.notes),
    }));
    return { file: show(path), folder: dirname(path), slides: inheritance.shown(slides) };
  };
  const parts = manifest.parts.map(({ title, chapters }, part) => ({
    title,
    chapters: chapters.map((file, index) =>
      chapterOf(file, { file: manifestFile, line: manifest.lineOf(["parts", part, "chapters", index]) }),
    ),
  }));
  problems.push(...inheritance.problems);
  return { name: basename(folder), folder, manifest, manifestFile, parts, problems };
}

function readManifest(path: string, shown: string): string {
  const problems: Problem[] = [];
  const asked = { file: shown, line: 1 };
  const text = existsSync(path) ? readText(path, asked, () => shown, problems) : undefined;
  if (text !== undefined) return text;
  const missing = { ...asked, message: "there is no such file: a deck is a folder with a deck.yml" };
  throw new DeckError(problems.length > 0 ? problems : [missing]);
}
