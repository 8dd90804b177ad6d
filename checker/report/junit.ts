import type { Report, Result } from "../core/report.ts";
import { oneLine } from "./layout.ts";
import { type Markup, markup } from "./markup.ts";
import { resultText } from "./result.ts";
import { type Failed, resultScore, view } from "./view.ts";
import { points } from "./words.ts";

const look = { colour: false, width: 100 };

/**
 * What services that build and test read. It keeps to junit-10.xsd of Jenkins' xUnit plugin, the strictest schema in use: it has
 * no properties of a test case, so the points of a check are a property of its suite.
 */
export function junit(reports: readonly Report[]): string {
  const { skipped: _, ...sum } = numbers(reports);
  const labs = [...new Set(reports.map(({ lab }) => lab))].join(", ");
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<testsuites${attributes({ name: labs, ...sum })}>
${reports.map(suite)}</testsuites>
`.text;
}

/** Advice does not fail a part, so it is no failure here either. */
function numbers(reports: readonly Report[]) {
  const results = reports.flatMap((report) => report.results);
  const of = (status: string) => results.filter(({ outcome }) => outcome.status === status).length;
  return {
    tests: results.length,
    failures: reports.reduce((sum, report) => sum + view(report).failures.length, 0),
    errors: of("errored"),
    skipped: of("blocked"),
    time: reports.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(3),
  };
}

function suite(report: Report): Markup {
  const { lab, part, startedAt, points: sum, verdict, submission, environment, results } = report;
  const { engine, compose, buildx, platform } = environment;
  const worth = results.filter((result) => result.points > 0);
  const facts = {
    verdict,
    "points earned": points(sum.earned),
    "points possible": points(sum.possible),
    "points undecided": points(sum.undecided),
    ...Object.fromEntries(worth.map((result) => [`points of "${result.title}"`, resultScore(result)])),
    ...{ submission, engine, compose, buildx, platform },
  };
  const properties = Object.entries(facts).map(
    ([name, value]) => markup`    <property${attributes({ name, value })}></property>\n`,
  );
  const { failures } = view(report);
  const cases = results.map((result) => testCase(report, result, failures.includes(result as Failed)));
  // The schemas know no fractions of a second and no zone in it.
  const head = { name: `${lab} ${part}`, timestamp: startedAt.slice(0, 19), ...numbers([report]) };
  return markup`<testsuite${attributes(head)}>
  <properties>
${properties}  </properties>
${cases}</testsuite>
`;
}

function testCase(report: Report, result: Result, isFailure: boolean): Markup {
  const head = { name: result.title, classname: `${report.lab}.${report.part}`, time: result.seconds.toFixed(3) };
  return markup`  <testcase${attributes(head)}>${outcomePart(report, result, isFailure)}</testcase>\n`;
}

function outcomePart(report: Report, result: Result, isFailure: boolean): Markup | undefined {
  const { outcome } = result;
  const text = resultText(report, result, look);
  switch (outcome.status) {
    case "passed":
      return undefined;
    case "blocked":
      return markup`<skipped${attributes({ message: text })}></skipped>`;
    case "errored": {
      const { code, message } = outcome.error;
      return markup`<error${attributes({ type: code, message: message.split("\n")[0] })}>${text}</error>`;
    }
    case "failed": {
      const { message, fingerprint, code } = outcome.finding;
      const type = fingerprint?.code ?? code ?? "finding";
      if (!isFailure) return markup`<system-out>Advice (no points)\n\n${text}</system-out>`;
      return markup`<failure${attributes({ type, message })}>${text}</failure>`;
    }
  }
}

/** Parsers make spaces of line breaks in an attribute: they are better not there. */
function attributes(values: Readonly<Record<string, string | number | undefined>>): readonly Markup[] {
  return Object.entries(values).map(([name, value = ""]) => markup` ${name}="${oneLine(String(value))}"`);
}
