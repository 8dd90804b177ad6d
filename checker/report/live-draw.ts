import { columnsOf } from "./layout.ts";

/** A stream like `process.stderr`. */
export interface Out {
  write(text: string): unknown;
  readonly isTTY: boolean;
  readonly columns: number;
  readonly rows?: number;
}

/** A line of the block: what it takes in columns is told by `text`, what is written is `painted`. */
export interface Line {
  readonly text: string;
  readonly painted: string;
}

export interface Drawing {
  show(lines: (columns: number, rows: number) => readonly Line[]): void;
  end(): void;
}

const hideCursor = "\u001b[?25l";
const showCursor = "\u001b[?25h";
const eraseRestOfLine = "\u001b[K";
const eraseBelow = "\u001b[J";
/** Where the terminal does not tell. */
const usual = { columns: 80, rows: 24 };

/** Draws a block over and over at one place. Each picture is one write, so that nothing is seen half done. */
export function draw(out: Out): Drawing {
  let drawn: readonly Line[] = [];
  let hidden = false;
  const columns = () => Math.max(1, out.columns || usual.columns);

  /** To the first row of the last picture. A terminal made narrower since then has folded its lines. */
  function back(): string {
    const rows = drawn.reduce((sum, line) => sum + Math.max(1, Math.ceil(columnsOf(line.text) / columns())), 0);
    return rows > 1 ? `\r\u001b[${rows - 1}A` : "\r";
  }

  return {
    show(lines) {
      const next = lines(columns(), Math.max(2, out.rows || usual.rows));
      if (next.length === 0 && drawn.length === 0) return;
      const picture = next.map((line) => line.painted + eraseRestOfLine).join("\n");
      out.write(`${hidden ? "" : hideCursor}${back()}${picture}${eraseBelow}`);
      hidden = true;
      drawn = next;
    },
    end() {
      if (hidden) out.write(`${back()}${eraseBelow}${showCursor}`);
      hidden = false;
      drawn = [];
    },
  };
}
