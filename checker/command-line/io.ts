/** What a command talks through: nothing below the two cli.ts knows the process. */
export interface Io {
  readonly env: NodeJS.ProcessEnv;
  /** Data, for stdout. */
  print(line: string): void;
  /** Progress and remarks, for stderr. */
  say(line: string): void;
  /** Given when a person is at the terminal. */
  ask?: (question: string) => Promise<boolean>;
  /** Whether stdout takes colours. */
  readonly colour: boolean;
  /** Columns of stdout. */
  readonly width: number;
  readonly err: Terminal;
}

/** Where progress is drawn. */
export interface Terminal {
  write(text: string): unknown;
  readonly isTTY: boolean;
  readonly columns: number;
  readonly rows: number;
}
