import type { Out } from "../report/live-draw.ts";

/** What a command talks through: nothing below cli.ts knows the process. */
export interface Io {
  readonly env: NodeJS.ProcessEnv;
  /** Data, for stdout. */
  print(line: string): void;
  /** Progress and remarks, for stderr. */
  say(line: string): void;
  /** Given when a person is at the terminal. */
  ask?: (question: string) => Promise<boolean>;
  readonly colour: boolean;
}

/** `check` draws its progress, and fits its report to the window. */
export interface CheckIo extends Io {
  readonly err: Out;
  readonly width: number;
}
