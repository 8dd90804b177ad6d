import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { ROOT } from "./decks.ts";
import { DeckError, type Problem } from "./format/problem.ts";

/** A deck in a folder of its own, for a test. */
export interface TestDeck extends Disposable {
  readonly root: string;
  readonly folder: string;
}

export const ONE_CHAPTER = "title: Test\nparts: [{ chapters: [one.md] }]\n";

/** Writes a deck; `files` are its files by name, `deck.yml` has one chapter when it is not given. */
export function testDeck(files: Readonly<Record<string, string | Uint8Array>>): TestDeck {
  const root = mkdtempSync(join(tmpdir(), "slides-test-"));
  const folder = join(root, "deck");
  for (const [name, text] of Object.entries({ "deck.yml": ONE_CHAPTER, ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return { root, folder, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}

/** What a DeckError that is thrown tells; nothing else may be thrown. */
export function problemsOf(action: () => unknown): readonly Problem[] {
  try {
    action();
    return [];
  } catch (error) {
    if (error instanceof DeckError) return error.problems;
    throw error;
  }
}

/** `npm run slides -- ARGS`, without npm around it. */
export function slides(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  return execa(process.execPath, ["checker/setup/launch.mjs", "slides", ...args], {
    cwd: ROOT,
    reject: false,
    timeout: 60_000,
    env,
  });
}
