import type { Io } from "../command-line/io.ts";
import type { Check } from "../core/check.ts";
import { UsageError } from "../core/errors.ts";
import type { Report } from "../core/report.ts";
import type { CheckContext } from "../kit/context.ts";
import { catalogue, type NamedLab } from "../labs/catalogue.ts";
import { wrap } from "../report/layout.ts";
import { resultText } from "../report/result.ts";
import { codeText } from "./codes.ts";
import { lastReport } from "./last-report.ts";
import { partsNamed } from "./parts.ts";

interface Known {
  readonly lab: NamedLab;
  readonly part: string;
  readonly check: Check<CheckContext>;
}

/**
 * Everything that is known about a code, or about one check: what it says, why, what it needs, its points, and what was seen
 * last. `name` is the part or lab that is meant, where labs share a title.
 */
export async function explain(words: string, name: string | undefined, io: Io): Promise<number> {
  const { labs } = await catalogue();
  const width = Math.min(100, Math.max(40, io.width));
  const page = codeText(labs, words, width);
  if (page !== undefined) {
    io.print(page);
    return 0;
  }
  const known = oneOf(checksOf(labs, name), words);
  const { lab, part, check } = known;
  const checks = lab.lab.parts[part]?.checks ?? [];
  const blocks = checks.filter(({ needs }) => needs.includes(check));
  const report = await lastReport(io.env, lab.name, part);
  const lines = [
    check.title,
    "",
    `Part:     ${part} of ${lab.name}`,
    `Points:   ${check.points === 0 ? "none: it is advice" : check.points}`,
    ...list("Needs:", check.needs),
    ...list("Unlocks:", blocks),
    `Handout:  labs/${lab.name}/README.md#${check.section}`,
    "",
    ...wrap(check.why, width),
    "",
    ...lastSeen(known, report, io),
  ];
  io.print(lines.join("\n").trimEnd());
  return 0;
}

function list(label: string, checks: readonly Check<CheckContext>[]): string[] {
  return checks.map(({ title }, index) => `${(index === 0 ? label : "").padEnd(10)}${title}`);
}

function lastSeen({ check, part }: Known, report: Report | undefined, io: Io): string[] {
  const result = report?.results.find(({ title }) => title === check.title);
  if (report === undefined || result === undefined)
    return [`It was not judged here yet: run \`npm run check ${part}\`.`];
  return [`Seen last at ${report.startedAt} in ${report.submission}:`, "", resultText(report, result, io)];
}

function checksOf(all: readonly NamedLab[], name: string | undefined): readonly Known[] {
  const chosen = name === undefined ? undefined : partsNamed(all, name);
  const labs = chosen === undefined ? all : [chosen.lab];
  return labs.flatMap((lab) =>
    (chosen?.parts ?? Object.keys(lab.lab.parts)).flatMap((part) =>
      (lab.lab.parts[part]?.checks ?? []).map((check) => ({ lab, part, check })),
    ),
  );
}

/** The check that is meant: its title, or words that are in no other title. */
function oneOf(known: readonly Known[], words: string): Known {
  const exact = known.filter(({ check }) => check.title === words);
  const found =
    exact.length > 0 ? exact : known.filter(({ check }) => check.title.toLowerCase().includes(words.toLowerCase()));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const titles = (found.length > 0 ? found : known).map(({ part, check }) => `  ${part.padEnd(9)} ${check.title}`);
  const list = titles.join("\n");
  if (found.length === 0)
    throw new UsageError(`No check and no code (docs/codes.md) is called "${words}". There are these checks:\n${list}`);
  throw new UsageError(
    `"${words}" is in several titles:\n${list}\nName the part, too: npm run check ${found[0]?.part} -- --explain "${words}"`,
  );
}
