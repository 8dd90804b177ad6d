import { join } from "node:path";
import { readIfThere, writeWhole } from "./files.ts";
import { type Job, Judged } from "./job.ts";

/** What has been judged, in the output folder. */
export class Store {
  readonly #folder: string;

  constructor(out: string) {
    this.#folder = join(out, "reports");
  }

  async write({ key, part }: Pick<Job, "key" | "part">, judged: Judged): Promise<void> {
    await writeWhole(this.#file(key, part), `${JSON.stringify(judged)}\n`, true);
  }

  /** Undefined where nothing is there, or nothing that this version understands. */
  async read({ key, part }: Pick<Job, "key" | "part">): Promise<Judged | undefined> {
    const text = await readIfThere(this.#file(key, part));
    if (text === undefined) return undefined;
    try {
      return Judged.parse(JSON.parse(text.toString("utf8")));
    } catch {
      return undefined;
    }
  }

  #file(key: string, part: string): string {
    return join(this.#folder, key, `${part}.json`);
  }
}
