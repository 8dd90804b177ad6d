import { join } from "node:path";
import { EXIT } from "../../checker/command-line/exit.ts";
import type { Io } from "../../checker/command-line/io.ts";
import { GraderError } from "../../checker/core/errors.ts";
import { findBrowser } from "../../checker/setup/browser.ts";
import { ensureReady } from "../../checker/setup/ready.ts";
import { startBrowser } from "../../checker/setup/start-browser.ts";
import { type Built, buildPage } from "../build.ts";
import { checkNames } from "../check/check-names.ts";
import { lint } from "../check/lint.ts";
import { measurePages } from "../check/pages.ts";
import { runBlocks } from "../check/run-blocks.ts";
import { runSnippets } from "../check/snippets.ts";
import { chosenDecks, DECKS } from "../decks.ts";
import { DeckError, describe, type Problem } from "../format/problem.ts";
import { Renderer } from "../render/renderer.ts";
import { noBrowser } from "./browser-missing.ts";

export interface CheckOptions {
  /** False with --no-run: the blocks are counted, and not run. */
  readonly run: boolean;
}

/** Lints decks, measures their pages, and runs their blocks. Prints `file:line: problem`. Gives the exit code. */
export async function check(
  wanted: readonly string[],
  options: CheckOptions,
  io: Io,
  signal: AbortSignal,
): Promise<number> {
  const names = chosenDecks(wanted);
  const problems: Problem[] = [];
  const tell = (found: readonly Problem[]) => {
    for (const problem of found) io.print(describe(problem));
    problems.push(...found.filter(({ warning }) => !warning));
  };
  const renderer = new Renderer();
  const checks = await checkNames(io.env, signal);
  const decks = new Map<string, Built>();
  for (const name of names) {
    const built = await buildPage(join(DECKS, name), renderer).catch((error: unknown) => {
      if (!(error instanceof DeckError)) throw error;
      tell(error.problems);
      return undefined;
    });
    if (built === undefined) continue;
    tell([...built.warnings, ...lint(built.rendered, { checks }), ...runBlocks(built.rendered).problems]);
    decks.set(name, built);
  }
  const impossible = [await measured(decks, tell, io, signal)];
  if (options.run && problems.length === 0) impossible.push(await ran(decks, tell, io, signal));
  else if (options.run) io.say("The blocks are not run before the decks are right.");
  for (const error of impossible) if (error) io.say(`${error.message}\n${error.advice} (${error.code})`);
  if (problems.length > 0) {
    io.say(`${problems.length} ${problems.length === 1 ? "problem" : "problems"} in ${names.join(", ")}.`);
    return EXIT.failed;
  }
  if (impossible.some(Boolean)) return EXIT.impossible;
  io.say(`${names.join(", ")}: no problem.`);
  return EXIT.ok;
}

async function measured(
  decks: ReadonlyMap<string, Built>,
  tell: (found: readonly Problem[]) => void,
  io: Io,
  signal: AbortSignal,
): Promise<GraderError | undefined> {
  const executable = findBrowser(io.env);
  if (executable === undefined) return noBrowser("Pages are measured in Chromium");
  const browser = await startBrowser(executable);
  try {
    for (const { html, rendered } of decks.values()) {
      signal.throwIfAborted();
      tell(await measurePages(browser, html, rendered.deck.manifestFile));
    }
  } finally {
    await browser.close();
  }
  return undefined;
}

async function ran(
  decks: ReadonlyMap<string, Built>,
  tell: (found: readonly Problem[]) => void,
  { env, say }: Io,
  signal: AbortSignal,
): Promise<GraderError | undefined> {
  try {
    await ensureReady({ env, say, images: "classroom", signal });
    const done = new Map<string, string>();
    for (const [name, { rendered }] of decks) {
      const { snippets } = runBlocks(rendered);
      // A translation has the same blocks in the same order: they prove nothing more when they run again.
      const key = JSON.stringify(snippets.map(({ code, contains, exit }) => [code, contains, exit]));
      const other = done.get(key);
      if (other !== undefined) say(`${name}: the same ${snippets.length} blocks as ${other}, which have been run`);
      else tell(await runSnippets(snippets, { name, env, say, signal }));
      done.set(key, other ?? name);
    }
    return undefined;
  } catch (error) {
    if (error instanceof GraderError && error.code !== "INTERRUPTED") return error;
    throw error;
  }
}
