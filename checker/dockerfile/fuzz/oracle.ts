import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export interface Parsed {
  readonly keyword: string;
  readonly flags: readonly string[];
  readonly arguments: readonly string[];
  readonly list: boolean;
  readonly documents: readonly { readonly name: string; readonly chomp: boolean; readonly content: string }[];
  readonly line: number;
}

export interface Answer {
  readonly unparsed?: string;
  readonly refused?: string;
  readonly instructions: readonly Parsed[] | null;
  readonly expanded: string;
}

export type Request =
  | { readonly text: string }
  | { readonly word: string; readonly escape: string; readonly values: Readonly<Record<string, string>> };

/** BuildKit's own parser, in a process of its own: see build-oracle.sh. */
export class Oracle implements Disposable {
  readonly #process;
  readonly #answers;

  constructor(program: string) {
    this.#process = spawn(program, { stdio: ["pipe", "pipe", "ignore"] });
    this.#answers = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  async ask(requests: readonly Request[]): Promise<readonly Answer[]> {
    this.#process.stdin.write(requests.map((request) => `${JSON.stringify(request)}\n`).join(""));
    const answers: Answer[] = [];
    while (answers.length < requests.length) {
      const { value, done } = await this.#answers.next();
      if (done) throw new Error("the oracle ended");
      answers.push(JSON.parse(value) as Answer);
    }
    return answers;
  }

  [Symbol.dispose](): void {
    this.#process.kill();
  }
}
