import type { Check } from "../core/check.ts";
import { UsageError } from "../core/errors.ts";
import type { Report } from "../core/report.ts";
import { labs, type NamedLab } from "../labs/catalogue.ts";
import { wrap } from "../report/layout.ts";
import { resultText } from "../report/result.ts";
import type { Work } from "../work/work.ts";
import type { CheckIo } from "./io.ts";
import { lastReport } from "./last-report.ts";

interface Known {
  readonly lab: NamedLab;
  readonly part: string;
  readonly check: Check<Work>;
}

/** Everything that is known about one check: what it says, why, what it needs, its points, and what was seen last. */
export async function explain(words: string, io: CheckIo): Promise<number> {
  const known = oneOf(await labs(), words);
  const { lab, part, check } = known;
  const checks = lab.lab.parts[part]?.checks ?? [];
  const blocks = checks.filter(({ needs }) => needs.includes(check));
  const report = await lastReport(io.env, lab.name, part);
  const width = Math.min(100, Math.max(40, io.width));
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

function list(label: string, checks: readonly Check<Work>[]): string[] {
  return checks.map(({ title }, index) => `${(index === 0 ? label : "").padEnd(10)}${title}`);
}

function lastSeen({ check, part }: Known, report: Report | undefined, io: CheckIo): string[] {
  const result = report?.results.find(({ title }) => title === check.title);
  if (report === undefined || result === undefined)
    return [`It was not judged here yet: run \`npm run check ${part}\`.`];
  return [`Seen last at ${report.startedAt} in ${report.submission}:`, "", resultText(report, result, io)];
}

/** The check that is meant: its title, or words that are in no other title. */
function oneOf(all: readonly NamedLab[], words: string): Known {
  const known = all.flatMap((lab) =>
    Object.entries(lab.lab.parts).flatMap(([part, { checks }]) => checks.map((check) => ({ lab, part, check }))),
  );
  const exact = known.filter(({ check }) => check.title === words);
  const found =
    exact.length > 0 ? exact : known.filter(({ check }) => check.title.toLowerCase().includes(words.toLowerCase()));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const titles = (found.length > 0 ? found : known).map(({ check }) => `  ${check.title}`).join("\n");
  throw new UsageError(
    found.length > 0
      ? `"${words}" is in several titles:\n${titles}`
      : `No check is called "${words}". There are:\n${titles}`,
  );
}
