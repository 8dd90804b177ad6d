import type { Report, Result } from "../core/report.ts";
import { columnsOf, oneLine, padEnd, padStart, wrap } from "./layout.ts";
import type { Pen } from "./pen.ts";
import { resultScore } from "./view.ts";
import { count, marks, points, type Status, seconds } from "./words.ts";

/** One line for each check. When all passed, one for all of them. */
export function checkLines(listed: readonly Result[], perfect: boolean, use: Pen): string[] {
  if (perfect) {
    const all = listed.length === 1 ? "The one check passed." : `All ${count(listed.length, "check")} passed.`;
    return [`${use.paint.green(marks.passed)} ${all}`];
  }
  const scores = listed.map(scoreOf);
  const room = Math.max(0, ...scores.map(columnsOf));
  return listed.flatMap((result, index) => {
    const { status } = result.outcome;
    const colour = painter(status, use);
    const [first = "", ...rest] = wrap(oneLine(result.title), use.width - room - 4);
    const title = padEnd(first, use.width - room - 4);
    const quiet = status === "blocked" ? use.paint.dim : plain;
    return [
      `${colour(marks[status])} ${quiet(title)}  ${colour(padStart(scores[index] ?? "", room))}`,
      ...rest.map((line) => `  ${quiet(line)}`),
    ];
  });
}

export function painter(status: Status, { paint }: Pen): (text: string) => string {
  return { passed: paint.green, failed: paint.red, blocked: paint.dim, errored: paint.yellow }[status];
}

function plain(text: string): string {
  return text;
}

function scoreOf(result: Result): string {
  return result.points === 0 ? "" : resultScore(result);
}

/** In words that hold for extra points too. */
export function sumText({ points: { earned, possible }, extra }: Report): string {
  return `${extra ? "+" : ""}${points(earned)} of ${points(possible)} ${extra ? "extra " : ""}points`;
}

/** The sum, and what became of the points that nobody could judge. */
export function totalLines(report: Report, perfect: boolean, use: Pen): string[] {
  const sum = sumText(report);
  const colour = verdictPainter(report.verdict, use);
  return [
    ...sumLines(perfect ? `${sum}. Well done!` : sum, report.seconds, colour, use),
    ...(report.points.undecided > 0 ? wrap(undecidedText(report.points), use.width) : []),
  ];
}

/** The last line of every text: what it comes to, and how long it took. */
export function sumLines(sum: string, took: number, colour: (text: string) => string, { paint, width }: Pen): string[] {
  const time = `took ${seconds(took)}`;
  const rule = paint.dim("─".repeat(width));
  const fits = columnsOf(`${sum}  ${time}`) <= width;
  const bold = (line: string) => paint.bold(colour(line));
  if (fits) return [rule, `${bold(sum)}  ${paint.dim(time)}`];
  return [rule, ...wrap(sum, width).map(bold), paint.dim(time)];
}

export function verdictPainter(verdict: Report["verdict"], { paint }: Pen): (text: string) => string {
  return { passed: paint.green, failed: paint.red, errored: paint.yellow }[verdict];
}

export function undecidedText({ undecided }: Report["points"]): string {
  const are = undecided === 1 ? "point is" : "points are";
  return `${points(undecided)} ${are} undecided, not lost: what they stand for could not be judged, for a reason on our side. Mend that and check again.`;
}
