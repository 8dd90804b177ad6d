import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Deck } from "../format/deck.ts";
import type { Problem } from "../format/problem.ts";
import { outside } from "./outside.ts";

/** The style sheet that deck.yml names, for what the theme does not have; what is wrong with it is told at that line. */
export function ownStyle({ manifest, folder, manifestFile }: Deck, problems: Problem[]): readonly string[] {
  const { css } = manifest;
  if (css === undefined) return [];
  const wrong = (message: string): readonly string[] => {
    problems.push({ file: manifestFile, line: manifest.lineOf(["css"]), message });
    return [];
  };
  let style: string;
  try {
    style = readFileSync(join(folder, css), "utf8");
  } catch (error) {
    return wrong(`the style sheet ${css} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  const found = /<\/style/i.exec(style)?.[0] ?? outside(`<style>${style}</style>`);
  if (found !== undefined) return wrong(`the style sheet ${css} has "${found}": a deck has to open from one file`);
  return [style];
}
