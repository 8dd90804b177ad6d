import { columnsOf } from "../layout.ts";

/** A terminal in miniature: just what a progress block uses. Anything else that reaches it is a mistake. */
export class Screen {
  readonly isTTY = true;
  columns: number;
  rows: number;
  readonly scrolled: string[] = [];
  lines: string[] = [""];
  row = 0;
  column = 0;
  cursor = true;
  writes = 0;

  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.rows = rows;
  }

  write(text: string): void {
    this.writes += 1;
    for (const [token = ""] of text.matchAll(/\p{Control}\[[?0-9;]*[A-Za-z]|[\s\S]/gu)) this.take(token);
  }

  /** Everything that was ever on it, without spaces at the end. */
  text(): string {
    return [...this.scrolled, ...this.lines]
      .map((line) => line.trimEnd())
      .join("\n")
      .trimEnd();
  }

  /** As most terminals do: lines that no longer fit go on in the next row. */
  narrow(columns: number): void {
    const folded = (line: string) => line.trimEnd().match(new RegExp(`.{1,${columns}}`, "gu")) ?? [""];
    const before = this.lines.slice(0, this.row).flatMap(folded).length;
    const own = folded(this.lines[this.row] ?? "");
    this.lines = this.lines.flatMap(folded);
    this.columns = columns;
    this.row = before + own.length - 1;
    this.column = (own.at(-1) ?? "").length;
    this.scroll();
  }

  private take(token: string): void {
    const command = token.length > 1 && token.startsWith("\u001b") ? token.slice(2) : undefined;
    if (command === undefined) this.put(token);
    else if (command === "?25l") this.cursor = false;
    else if (command === "?25h") this.cursor = true;
    else if (command === "K") this.erase();
    else if (command === "J") {
      this.erase();
      this.lines.length = this.row + 1;
    } else if (/^[0-9]+A$/.test(command)) this.row = Math.max(0, this.row - Number.parseInt(command, 10));
    else if (!/^[0-9;]*m$/.test(command)) throw new Error(`unknown sequence ${JSON.stringify(token)}`);
  }

  private put(character: string): void {
    if (character === "\r") this.column = 0;
    else if (character === "\n") this.newLine();
    else if (/\p{Control}/u.test(character)) throw new Error(`control character ${JSON.stringify(character)}`);
    else {
      const width = columnsOf(character);
      if (this.column + width > this.columns) this.newLine();
      const line = (this.lines[this.row] ?? "").padEnd(this.column);
      this.lines[this.row] = line.slice(0, this.column) + character + line.slice(this.column + width);
      this.column += width;
    }
  }

  private newLine(): void {
    this.row += 1;
    this.column = 0;
    if (this.row >= this.lines.length) this.lines.push("");
    this.scroll();
  }

  private erase(): void {
    this.lines[this.row] = (this.lines[this.row] ?? "").slice(0, this.column);
  }

  private scroll(): void {
    while (this.lines.length > this.rows) {
      this.scrolled.push(this.lines.shift() ?? "");
      this.row -= 1;
    }
  }
}
