import { mapTexts, terminalText } from "../report/escape.ts";
import { cut } from "../report/layout.ts";
import { draw, type Line, type Out } from "../report/live-draw.ts";
import { scoreOf } from "../report/summary.ts";
import { seconds } from "../report/words.ts";
import { isOpen, type Job, type Judged } from "./job.ts";
import type { Watch } from "./run.ts";

/** What is told while a class is graded. */
export interface Told extends Watch {
  /** Takes the table away, so that the terminal is as it was. */
  stop(): void;
}

/** Milliseconds between two pictures. */
const PACE = 200;

/** A live table in a terminal, a line for each job elsewhere. Times of one monotonic clock, in seconds. */
export function told(out: Out, total: number, atOnce: number, now = () => performance.now() / 1000): Told {
  const counts = new Counts(total, atOnce, now);
  const drawing = out.isTTY ? draw(out) : undefined;
  const show = () => drawing?.show((columns, rows) => counts.lines(columns, rows));
  const timer = drawing && setInterval(show, PACE);
  timer?.unref();
  const print = (line: string) => {
    drawing?.end();
    out.write(`${line}\n`);
    show();
  };
  return {
    reused: () => counts.reused(),
    started: (job) => counts.started(job),
    ended(job, judged) {
      counts.ended(job, judged);
      print(`${counts.place()}  ${lineOf(job, judged)}`);
    },
    stop() {
      clearInterval(timer);
      drawing?.end();
    },
  };
}

/** One job that is over: `ada part1: 95 of 100`. */
export function lineOf({ key, part }: Job, judged: Judged): string {
  const clean = mapTexts(judged, terminalText);
  if ("trouble" in clean)
    return `${key} ${part}: not judged (${clean.trouble.code}: ${clean.trouble.message.split("\n")[0]})`;
  return `${key} ${part}: ${scoreOf(clean.report)}, ${seconds(clean.report.seconds)}`;
}

class Counts {
  readonly #total: number;
  readonly #atOnce: number;
  readonly #now: () => number;
  readonly #running = new Map<string, { readonly job: Job; readonly since: number }>();
  /** By job: what is judged a second time is counted once. */
  readonly #judged = new Map<string, "done" | "failed" | "undecided">();
  #reused = 0;
  /** Seconds that jobs took, and how many these were. */
  #took = 0;
  #measured = 0;

  constructor(total: number, atOnce: number, now: () => number) {
    this.#total = total;
    this.#atOnce = atOnce;
    this.#now = now;
  }

  reused(): void {
    this.#reused += 1;
  }

  started(job: Job): void {
    this.#running.set(idOf(job), { job, since: this.#now() });
  }

  ended(job: Job, judged: Judged): void {
    const running = this.#running.get(idOf(job));
    this.#running.delete(idOf(job));
    this.#took += this.#now() - (running?.since ?? this.#now());
    this.#measured += 1;
    const passed = "report" in judged && judged.report.verdict === "passed";
    this.#judged.set(idOf(job), isOpen(judged) ? "undecided" : passed ? "done" : "failed");
  }

  /** `12/100` */
  place(): string {
    const width = String(this.#total).length;
    return `${String(this.#over).padStart(width)}/${this.#total}`;
  }

  lines(columns: number, rows: number): readonly Line[] {
    const running = [...this.#running.values()].slice(0, Math.max(0, rows - 3));
    const lines = running.map(({ job, since }) => `  ${job.key} ${job.part} ${seconds(this.#now() - since)}`);
    return [...lines, this.#summary()].map((line) => {
      const text = cut(line, Math.max(1, columns - 1));
      return { text, painted: text };
    });
  }

  get #over(): number {
    return this.#reused + this.#judged.size;
  }

  #summary(): string {
    const count = (kind: string) => [...this.#judged.values()].filter((one) => one === kind).length;
    const parts = [
      `${this.place()} done`,
      ...(this.#reused > 0 ? [`${this.#reused} as before`] : []),
      `${count("done")} passed`,
      `${count("failed")} failed`,
      ...(count("undecided") > 0 ? [`${count("undecided")} undecided`] : []),
      `${this.#running.size} running`,
      ...this.#left(),
    ];
    return parts.join(" · ");
  }

  /** From what the others took. */
  #left(): readonly string[] {
    const left = this.#total - this.#over;
    if (this.#measured === 0 || left <= 0) return [];
    return [`about ${seconds(((this.#took / this.#measured) * left) / this.#atOnce)} left`];
  }
}

function idOf({ key, part }: Job): string {
  return `${key} ${part}`;
}
