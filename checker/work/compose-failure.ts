import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Finding, type FindingDetails } from "../core/errors.ts";
import { lastLines } from "../engine/tail.ts";
import { pathsIn } from "../guard/paths.ts";
import { refusal } from "../guard/rule.ts";
import { interpolated } from "../guard/rules/path/interpolated.ts";
import { outside } from "../guard/rules/path/outside.ts";
import { contentOf, placeOfKey, type Source } from "../guard/yaml.ts";
import { notText } from "./dockerfile.ts";
import { oddCharacter } from "./odd-character.ts";

export interface ComposeFailure {
  readonly dir: string;
  readonly files: readonly string[];
  readonly sources: readonly Source[];
  /** What Compose says, with paths relative to the submission; those that lead out of it are absolute. */
  readonly failed: string;
  readonly warnings: readonly string[];
}

/** Puts Compose's refusal of compose files into words. */
export async function notRendered(failure: ComposeFailure): Promise<Finding> {
  const { dir, files, failed, warnings } = failure;
  const said = lastLines(failed, 6);
  const missing =
    /(?:^|\b(?:open|stat|read|env file) )(\S+?)(?:: no such file or directory|: is a directory| not found)/m;
  const absent = missing.exec(failed)?.[1];
  if (absent?.startsWith("/")) return leadsOut(failure, absent);
  const evidence = [...warnings.map((warning) => `Compose warns: ${warning}`), said].join("\n");
  const details = { actual: said.split("\n").at(-1) ?? said, evidence };
  if (absent !== undefined)
    return new Finding(`Compose found no file ${absent}.`, {
      expected: `a file ${absent} in the folder that you hand in`,
      ...details,
      ...placeOf(failure, absent),
    });
  const named = /(?:failed to read|failed to parse|parsing|validating) (\S+?):/.exec(failed)?.[1];
  const file = named !== undefined && !named.startsWith("/") ? named : (files.at(-1) ?? "");
  const bytes = await readFile(join(dir, file)).catch(() => Buffer.alloc(0));
  if (bytes.includes(0)) return notText(file, bytes, "a text file");
  return new Finding(`Compose does not accept ${files.join(" with ")}.`, {
    ...details,
    file,
    ...lineIn(said),
    ...oddity(failure),
  });
}

/** Compose reads where there is nothing but the submission: what it did not find elsewhere is no part of that. */
function leadsOut(failure: ComposeFailure, path: string): Finding {
  const place = placeOf(failure, path);
  const rule = place.variable ? interpolated : outside;
  const { variable: _, ...where } = place;
  return refusal(rule, `${path}: ${failure.failed.split("\n")[0]}`, where);
}

function placeOf({ sources, files }: ComposeFailure, path: string) {
  const name = path.split("/").at(-1) ?? path;
  const uses = sources.flatMap((source) => pathsIn(contentOf(source)).map((use) => ({ source, ...use })));
  const readByCompose = uses.filter(({ kind }) => kind !== "folder");
  const literal = readByCompose.find(({ value }) => value === name || value.endsWith(`/${name}`));
  const use = literal ?? readByCompose.find(({ value }) => value.includes("$"));
  if (use === undefined) return { file: files.at(-1) ?? "", variable: false };
  return { ...placeOfKey([use.source], use.at), variable: use !== literal };
}

/** A character that only looks like another one, in the file that Compose names or in any other. */
function oddity({ sources }: ComposeFailure): FindingDetails {
  for (const { file, text } of sources) {
    const odd = oddCharacter(text);
    if (odd) return { ...odd, file };
  }
  return {};
}

function lineIn(text: string): { line?: number } {
  const line = /line (\d+)/.exec(text)?.[1];
  return line === undefined ? {} : { line: Number(line) };
}
