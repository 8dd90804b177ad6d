import type { Report } from "../core/report.ts";
import { mapTexts, terminalText } from "./escape.ts";
import { oneLine } from "./layout.ts";
import { sumText, undecidedText } from "./terminal-points.ts";
import { type Failed, view } from "./view.ts";
import { clues, count, facts, points } from "./words.ts";

interface Annotation {
  readonly level: "error" | "warning" | "notice";
  readonly title: string;
  readonly message: string;
  /** Absolute: the runner makes it relative to the repository, where it is in it. */
  readonly file?: string | undefined;
  readonly line?: number | undefined;
}

/** GitHub shows so many of each level for one step, and so many characters of each (actions/runner, ExecutionContext.cs). */
const most = { annotations: 10, characters: 4000 } as const;

/** Commands for the runner of GitHub Actions: what is wrong as an error, faults of ours as warnings, advice as notices. */
export function github(originals: readonly Report[]): string {
  const reports = mapTexts(originals, terminalText);
  const all = [...reports.map(total), ...reports.flatMap(annotations)];
  const levels = ["error", "warning", "notice"] as const;
  return levels.flatMap((level) => shown(all.filter((one) => one.level === level)).map(command)).join("");
}

function total(report: Report): Annotation {
  const undecided = report.points.undecided > 0 ? `\n${undecidedText(report.points)}` : "";
  return { level: "notice", title: `${report.lab} ${report.part}`, message: `${sumText(report)}${undecided}` };
}

function annotations(report: Report): readonly Annotation[] {
  const { failures, advice, troubles, waiting } = view(report);
  return [
    ...failures.map((failure) => {
      const held = (waiting.get(failure.title) ?? []).reduce((sum, result) => sum + result.points, 0);
      const rest = held > 0 ? [`Waiting for this: ${count(held, "point")}`] : [];
      return findingOf(report, failure, "error", ` (${points(failure.earned)}/${points(failure.points)})`, rest);
    }),
    ...troubles.map(({ code, message, advice: what, titles }) => ({
      level: "warning" as const,
      title: `${code}: could not be judged`,
      message: `${message}\n${what}\nNot judged: ${titles.map(oneLine).join(", ")}`,
    })),
    ...advice.map((result) => findingOf(report, result, "notice", " (advice)", [])),
  ];
}

function findingOf(
  { submission }: Report,
  { title, outcome: { finding } }: Failed,
  level: Annotation["level"],
  worth: string,
  rest: readonly string[],
): Annotation {
  const lines = [...facts(finding), ...clues(finding)].map(([label, text]) => `${label}: ${text}`);
  return {
    level,
    title: `${title}${worth}`,
    message: [finding.message, ...lines, ...rest].join("\n"),
    file: finding.file && `${submission}/${finding.file}`,
    line: finding.line,
  };
}

/** The last one that GitHub shows names those that it would leave out. */
function shown(all: readonly Annotation[]): readonly Annotation[] {
  if (all.length <= most.annotations) return all;
  const [first, ...left] = all.slice(most.annotations - 1);
  if (first === undefined) return all;
  const titles = [first, ...left].map(({ title }) => oneLine(title)).join("\n");
  const level = first.level;
  return [...all.slice(0, most.annotations - 1), { level, title: `${left.length + 1} more`, message: titles }];
}

function command({ level, title, message, file, line }: Annotation): string {
  const properties = Object.entries({ title: oneLine(title), file, line })
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${property(String(value))}`]))
    .join(",");
  return `::${level} ${properties}::${data(message.slice(0, most.characters))}\n`;
}

/** As @actions/core writes it. */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/**
 * Text that the runner only shows. Otherwise it obeys `::command::` at the beginning of a line, whatever white space is before it,
 * and `##[command]` anywhere.
 */
export function withoutCommands(text: string): string {
  return text.replace(/^[^\S\n]*(?=::)/gm, "$&\\").replace(/##(?=\[)/g, "##\\");
}
