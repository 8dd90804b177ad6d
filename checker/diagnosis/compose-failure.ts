import { posix } from "node:path";
import { Finding, type FindingDetails, GraderError } from "../core/errors.ts";
import { refusal } from "../core/rule.ts";
import { notText } from "../dockerfile/file.ts";
import type { ComposeReader } from "../engine/compose-reader.ts";
import { lastLines } from "../engine/tail.ts";
import { oddCharacter } from "../sandbox/odd-character.ts";
import { pathsIn } from "../sandbox/paths.ts";
import { interpolated } from "../sandbox/rules/path/interpolated.ts";
import { outside } from "../sandbox/rules/path/outside.ts";
import { contentOf, placeOfKey, type Source } from "../sandbox/yaml.ts";
import { readInside } from "../workspace/read.ts";
import { isOlder, laterKey } from "./too-old.ts";

/** Of a file that may be no text. */
const MOST_BYTES = 256 * 1024;

export interface ComposeFailure {
  readonly dir: string;
  readonly files: readonly string[];
  readonly sources: readonly Source[];
  /** What Compose says, with paths relative to the submission; those that lead out of it are absolute. */
  readonly failed: string;
  readonly warnings: readonly string[];
  readonly reader: ComposeReader;
}

/** Puts Compose's refusal of compose files into words. */
export async function notRendered(failure: ComposeFailure): Promise<Error> {
  const { dir, files, failed, warnings } = failure;
  const old = await tooOld(failure);
  if (old) return old;
  const said = lastLines(failed, 6);
  const missing =
    /(?:^|\b(?:open|stat|read|env file) )(\S+?)(?:: no such file or directory|: is a directory| not found)/m;
  const absent = missing.exec(failed)?.[1];
  if (absent?.startsWith("/")) return leadsOut(failure, absent);
  const evidence = withWarnings(warnings, said);
  const details = { actual: said.split("\n").at(-1) ?? said, evidence };
  if (absent !== undefined)
    return new Finding("FILE_ABSENT", `Compose found no file ${absent}.`, {
      expected: `a file ${absent} in the folder that you hand in`,
      ...details,
      ...placeOf(failure, absent),
    });
  const named = /(?:failed to read|failed to parse|parsing|validating) (\S+?):/.exec(failed)?.[1];
  const file = named !== undefined && !named.startsWith("/") ? named : (files.at(-1) ?? "");
  for (const name of new Set([file, ".env", ...variableFiles(failure)])) {
    // Its name may be one that the submission made Compose say.
    const bytes = await readInside(dir, name, MOST_BYTES);
    if (Buffer.isBuffer(bytes) && bytes.includes(0)) return notText(name, bytes, "a text file");
  }
  return new Finding("COMPOSE_REFUSED", `Compose does not accept ${files.join(" with ")}.`, {
    ...details,
    file,
    ...lineIn(said),
    ...oddity(failure),
  });
}

/** Evidence with what Compose has warned of before it. */
export function withWarnings(warnings: readonly string[], evidence?: string): string {
  return [
    ...warnings.map((warning) => `Compose warns: ${warning}`),
    ...(evidence === undefined ? [] : [evidence]),
  ].join("\n");
}

/** Compose reads where there is nothing but the submission: what it did not find elsewhere is no part of that. */
function leadsOut(failure: ComposeFailure, path: string): Finding {
  const place = placeOf(failure, path);
  const rule = place.variable ? interpolated : outside;
  const { variable: _, ...where } = place;
  return refusal(rule, `${path}: ${failure.failed.split("\n")[0]}`, where);
}

/** What Compose reads beside the compose files, as far as they say so plainly. Compose does not name it in each complaint. */
function variableFiles(failure: ComposeFailure): readonly string[] {
  const found = usesOf(failure).filter(({ kind, at }) => kind === "file" && at.includes("env_file"));
  const paths = found.map(({ source, value }) => posix.join(posix.dirname(source.file), value));
  return paths.filter((path) => !path.startsWith("/") && !path.startsWith(".."));
}

function usesOf({ sources }: ComposeFailure) {
  return sources.flatMap((source) => pathsIn(contentOf(source)).map((use) => ({ source, ...use })));
}

function placeOf(failure: ComposeFailure, path: string) {
  const { files } = failure;
  const name = path.split("/").at(-1) ?? path;
  const readByCompose = usesOf(failure).filter(({ kind }) => kind !== "folder");
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

/** A key that a later Compose knows is no mistake: it cannot be judged with this one. */
async function tooOld({ failed, sources, reader }: ComposeFailure): Promise<GraderError | undefined> {
  const key = laterKey(failed, sources.map(({ text }) => text).join("\n"));
  if (key === undefined) return undefined;
  const version = /\d{1,4}\.\d{1,4}\.\d{1,4}/.exec((await reader.read(["version", "--short"])).stdout)?.[0] ?? "0.0.0";
  if (!isOlder(version, key.since)) return undefined;
  return new GraderError(
    "TOO_OLD",
    `The compose file uses ${key.name}, which Compose ${key.since} brought; this machine has Compose ${version}.`,
    "Bring Docker Compose up to date, then run the check again.",
  );
}
