import pc from "picocolors";
import { type Claim, ENOUGH_NAMED, type Kind } from "../grading/prove.ts";
import type { NamedLab } from "../labs/catalogue.ts";
import { table } from "./table.ts";

/** What came of judging one claim; it is proven when there are no problems. */
export interface Proof {
  readonly claim: Claim;
  readonly problems: readonly string[];
}

/** Which check caught how many of the wrong answers that name it; what survived comes first. */
export function proofText(
  lab: NamedLab,
  proofs: readonly Proof[],
  unnamed: readonly string[],
  colour: boolean,
): { text: string; proven: boolean } {
  const paint = pc.createColors(colour);
  const bad = proofs.filter(({ problems }) => problems.length > 0);
  const of = (kind: Kind) => proofs.filter(({ claim }) => claim.kind === kind);
  const lines = [
    ...bad.flatMap(({ claim: { part, kind, title }, problems }) => [
      paint.red(`NOT PROVEN  ${part}, ${kind}: ${title}`),
      ...problems.map((problem) => `  ${problem}`),
    ]),
    ...unnamed.map((title) => paint.red(`UNTESTED    fewer than ${ENOUGH_NAMED} wrong answers name "${title}"`)),
    "",
    ...caughtBy(lab, of("wrong")),
    `${lab.name}: ${count(of("starter"))} starters without points, ${count(of("reference"))} references at full marks, ` +
      `${count(of("wrong"))} wrong answers caught, ${count(of("right"))} right answers accepted.`,
  ];
  return { text: lines.join("\n").trimStart(), proven: bad.length === 0 && unnamed.length === 0 };
}

function caughtBy(lab: NamedLab, wrong: readonly Proof[]): readonly string[] {
  return wrong.length === 0 ? [] : [...table([["check", "caught"], ...matrix(lab, wrong)]), ""];
}

function matrix({ lab }: NamedLab, wrong: readonly Proof[]): string[][] {
  const titles = Object.values(lab.parts).flatMap(({ checks }) =>
    checks.filter(({ points }) => points > 0).map(({ title }) => title),
  );
  return titles
    .map((title) => ({ title, named: wrong.filter(({ claim }) => claim.fails === title) }))
    .filter(({ named }) => named.length > 0)
    .sort((a, b) => caughtShare(a.named) - caughtShare(b.named))
    .map(({ title, named }) => [title, count(named)]);
}

function caughtShare(proofs: readonly Proof[]): number {
  return proofs.filter(({ problems }) => problems.length === 0).length / proofs.length;
}

function count(proofs: readonly Proof[]): string {
  return `${proofs.filter(({ problems }) => problems.length === 0).length} of ${proofs.length}`;
}
