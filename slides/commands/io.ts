/** What a command talks through: nothing below cli.ts knows the process. */
export interface Io {
  readonly env: NodeJS.ProcessEnv;
  /** Data, for stdout. */
  print(line: string): void;
  /** Progress and remarks, for stderr. */
  say(line: string): void;
  readonly colour: boolean;
}

/** Exit codes, as those of the checker. */
export const EXIT = { ok: 0, failed: 1, usage: 2, impossible: 3, interrupted: 130 } as const;
