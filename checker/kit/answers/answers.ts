import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FingerprintCode } from "../../core/fingerprints.ts";

/** A copy of a reference that is being edited. Paths are relative to it. */
export class Draft {
  readonly dir: string;

  constructor(reference: string, dir: string) {
    cpSync(reference, dir, { recursive: true });
    this.dir = dir;
  }

  write(path: string, content: string | Uint8Array): void {
    mkdirSync(dirname(join(this.dir, path)), { recursive: true });
    writeFileSync(join(this.dir, path), content);
  }

  read(path: string): string {
    return readFileSync(join(this.dir, path), "utf8");
  }

  /** Replaces text that has to be there: an edit that changes nothing would prove nothing. */
  replace(path: string, from: string | RegExp, to: string): void {
    const before = this.read(path);
    const after = before.replace(from, to);
    if (after === before) throw new Error(`${path} does not hold ${String(from)}`);
    this.write(path, after);
  }

  link(path: string, to: string): void {
    mkdirSync(dirname(join(this.dir, path)), { recursive: true });
    symlinkSync(to, join(this.dir, path));
  }

  remove(path: string): void {
    rmSync(join(this.dir, path), { recursive: true });
  }

  rename(from: string, to: string): void {
    mkdirSync(dirname(join(this.dir, to)), { recursive: true });
    renameSync(join(this.dir, from), join(this.dir, to));
  }
}

export type Edit = (draft: Draft) => void;

/** The reference, made wrong in one way. */
export interface WrongAnswer {
  readonly title: string;
  readonly part: string;
  readonly edit: Edit;
  /** Title of the one check that has to fail; others may be blocked by it. */
  readonly fails: string;
  /** What the finding has to say, in any of its texts. */
  readonly says: RegExp;
  /** The fingerprint that has to explain it (core/fingerprints.ts); without one, none may. */
  readonly fingerprint?: FingerprintCode;
  /** Points that it gets all the same, where that is to be proven: a mistake costs what it concerns, and no more. */
  readonly earns?: number;
  /** Takes about a minute: proven only when everything is. */
  readonly slow?: true;
}

/** The reference, written in another way that is as right: it gets full marks. */
export interface RightAnswer {
  readonly title: string;
  readonly part: string;
  readonly edit: Edit;
  /** Takes about a minute: proven only when everything is. */
  readonly slow?: true;
}

/** What is wrong, without the check that finds it. */
export type Mistake = Omit<WrongAnswer, "part" | "fails">;

/** Wrong answers that fail the same check. */
export function failing(part: string, fails: string, ...answers: readonly Mistake[]): readonly WrongAnswer[] {
  return answers.map((answer) => ({ part, fails, ...answer }));
}

export function accepted(part: string, ...answers: readonly Omit<RightAnswer, "part">[]): readonly RightAnswer[] {
  return answers.map((answer) => ({ part, ...answer }));
}

/** Matches this very text. */
export function literal(text: string): RegExp {
  return new RegExp(text.replace(/[.()[\]]/g, "\\$&"));
}

export const write =
  (path: string, content: string | Uint8Array): Edit =>
  (draft) =>
    draft.write(path, content);

export const replace =
  (path: string, from: string | RegExp, to: string): Edit =>
  (draft) =>
    draft.replace(path, from, to);

export const rename =
  (from: string, to: string): Edit =>
  (draft) =>
    draft.rename(from, to);

export const link =
  (path: string, to: string): Edit =>
  (draft) =>
    draft.link(path, to);

export const remove =
  (path: string): Edit =>
  (draft) =>
    draft.remove(path);

/** One edit after the other. */
export const all =
  (...edits: readonly Edit[]): Edit =>
  (draft) => {
    for (const edit of edits) edit(draft);
  };
