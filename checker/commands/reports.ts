import { constants } from "node:fs";
import { access, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Io } from "../command-line/io.ts";
import { pathFromHere } from "../command-line/values.ts";
import { UsageError } from "../core/errors.ts";
import type { Report } from "../core/report.ts";
import { withoutCommands } from "../report/github.ts";
import { type Reporter, reporters } from "../report/reporters.ts";

export interface ReportOptions {
  /** FORMAT, which goes to stdout, or FORMAT=FILE; where FILE is `-`, it goes to stdout as well. */
  readonly report?: readonly string[];
  /** Short for `--report json=FILE`. */
  readonly json?: string | true;
  readonly html?: string;
}

/** One report that was asked for. Without a file it goes to stdout. */
export interface Target {
  readonly format: string;
  readonly write: Reporter;
  readonly file: string | undefined;
}

/** What the options ask for beside the text for the terminal, which is printed anyway; throws UsageError. */
export function targetsOf({ report = [], json, html }: ReportOptions): readonly Target[] {
  const short = Object.entries({ json, html }).flatMap(([format, file]) =>
    file === undefined ? [] : [file === true ? format : `${format}=${file}`],
  );
  const places = new Map<string | undefined, string>();
  const all = [...report, ...short].map((text) => {
    const [, format = "", name] = /^([^=]*)(?:=(.*))?$/s.exec(text) ?? [];
    const write = Object.hasOwn(reporters, format) ? reporters[format] : undefined;
    if (write === undefined) {
      throw new UsageError(`There is no report format "${format}". Formats: ${Object.keys(reporters).join(", ")}.`);
    }
    if (name === "") throw new UsageError(`--report ${format}= names no file.`);
    const file = name === undefined || name === "-" ? undefined : pathFromHere(name);
    const other = places.get(file);
    if (other !== undefined) {
      throw new UsageError(`Only one report can go to ${file ?? "stdout"}, not ${other} and ${format}.`);
    }
    places.set(file, format);
    return { format, write, file };
  });
  return all.filter(({ format, file }) => format !== "terminal" || file !== undefined);
}

/** Said before minutes are spent on judging. */
export async function refuseUnwritable(targets: readonly Target[]): Promise<void> {
  for (const { file } of targets) {
    if (file === undefined) continue;
    const folder = dirname(file);
    const found = await stat(folder).catch(() => undefined);
    if (!found?.isDirectory()) throw new UsageError(`${file} cannot be written: there is no folder ${folder}.`);
    const existing = await stat(file).catch(() => undefined);
    if (existing?.isDirectory()) throw new UsageError(`${file} cannot be written: it is a folder.`);
    await access(existing ? file : folder, constants.W_OK).catch(() => {
      throw new UsageError(`${file} cannot be written: you may not write ${existing ? "to it" : `in ${folder}`}.`);
    });
  }
}

/**
 * For the text that people read. A program that reads stdout gets the report that was asked for, and nothing else; in a log of
 * GitHub Actions no word of a student is a command.
 */
export function ioForPeople(io: Io, targets: readonly Target[]): Io {
  const { err, env } = io;
  const print = targets.some(({ file }) => file === undefined) ? io.say : io.print;
  if (env.GITHUB_ACTIONS !== "true" && !targets.some(({ format }) => format === "github")) return { ...io, print };
  return {
    ...io,
    print: (text) => print(withoutCommands(text)),
    err: err.isTTY ? err : { ...err, write: (text) => err.write(withoutCommands(text)) },
  };
}

export async function writeReports(
  targets: readonly Target[],
  reports: readonly Report[],
  { print, say }: Pick<Io, "print" | "say">,
): Promise<void> {
  for (const { write, file } of targets) {
    const text = await write(reports, { colour: false, width: 80 });
    if (file === undefined) {
      print(text.trimEnd());
      continue;
    }
    await writeFile(file, text).catch((error: NodeJS.ErrnoException) => {
      throw new UsageError(`${file} cannot be written (${error.code}).`);
    });
    say(`Wrote ${file}.`);
  }
}
