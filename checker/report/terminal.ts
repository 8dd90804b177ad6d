import type { Report } from "../core/report.ts";
import { mapTexts, terminalText } from "./escape.ts";
import { oneLine, wrap } from "./layout.ts";
import { type Look, type Pen, pen } from "./pen.ts";
import { summary } from "./summary.ts";
import { exhibitLines } from "./terminal-bars.ts";
import { adviceLines, failureLines, troubleLines } from "./terminal-finding.ts";
import { checkLines, totalLines } from "./terminal-points.ts";
import { view } from "./view.ts";
import { some } from "./words.ts";

/** What a person reads in a terminal: every part, and of several what they come to. */
export function terminal(reports: readonly Report[], options: Look): string {
  const texts = reports.map((report) => partText(report, options));
  return (reports.length > 1 ? [...texts, summary(reports, options)] : texts).join("\n");
}

/** Every text of a report is made harmless first. */
function partText(report: Report, options: Look): string {
  const clean = mapTexts(report, terminalText);
  const use = pen(options);
  const { failures, advice, troubles, waiting, listed, perfect } = view(clean);
  const blocks = [
    headerLines(clean, use),
    checkLines(listed, perfect, use),
    ...section(
      "What to fix",
      use.paint.red,
      failures,
      (failure) => failureLines(failure, waiting, clean.lab, use),
      use,
    ),
    ...section(
      "Could not be judged; this costs you no points",
      use.paint.yellow,
      troubles,
      (trouble) => troubleLines(trouble, waiting, use),
      use,
    ),
    ...section("Advice (no points)", use.paint.cyan, advice, (result) => adviceLines(result, clean.lab, use), use),
    noteLines(clean, use),
    ...clean.exhibits.map((exhibit) => exhibitLines(exhibit, use)),
    totalLines(clean, perfect, use),
  ];
  const text = blocks.filter((block) => block.length > 0).map((block) => block.join("\n"));
  return `${text.join("\n\n")}\n`;
}

function headerLines({ lab, part, title, submission }: Report, { paint, width }: Pen): string[] {
  const name = `${oneLine(lab)} ${oneLine(part)}`;
  const [first = "", ...rest] = wrap(`${name} · ${oneLine(title)}`, width);
  return [
    first.startsWith(name) ? paint.bold(name) + first.slice(name.length) : first,
    ...rest,
    ...wrap(oneLine(submission), width).map(paint.dim),
  ];
}

function section<T>(
  heading: string,
  colour: (text: string) => string,
  items: readonly T[],
  lines: (item: T) => string[],
  { paint, width }: Pen,
): string[][] {
  const title = wrap(heading, width).map((line) => paint.bold(colour(line)));
  return items.length === 0 ? [] : [title, ...items.map(lines)];
}

function noteLines({ restored, notes, kept }: Report, { paint, width }: Pen): string[] {
  const texts = notes.map(oneLine);
  if (restored.length > 0) {
    texts.unshift(`You had changed given code. It was judged as it was handed out: ${some(restored.map(oneLine), 10)}`);
  }
  if (kept !== undefined) texts.push(`The stack that was judged is still up: ${oneLine(kept)}`);
  return texts.flatMap((text) =>
    wrap(text, width - 6).map((line, index) => `${index === 0 ? paint.blue("note  ") : "      "}${line}`),
  );
}
