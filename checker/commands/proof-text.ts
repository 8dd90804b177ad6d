import pc from "picocolors";
import type { NamedLab } from "../labs/catalogue.ts";
import type { Proof } from "../labs/prove.ts";
import { table } from "./table.ts";

/** Which check caught how many of the wrong answers that name it; what survived comes first. */
export function proofText(
  lab: NamedLab,
  proofs: readonly Proof[],
  unnamed: readonly string[],
  colour: boolean,
): { text: string; proven: boolean } {
  const paint = pc.createColors(colour);
  const bad = proofs.filter(({ problems }) => problems.length > 0);
  const right = proofs.filter(({ kind }) => kind === "right");
  const wrong = proofs.filter(({ kind }) => kind === "wrong");
  const lines = [
    ...bad.flatMap(({ part, kind, title, problems }) => [
      paint.red(`NOT PROVEN  ${part}, ${kind}: ${title}`),
      ...problems.map((problem) => `  ${problem}`),
    ]),
    ...unnamed.map((title) => paint.red(`UNTESTED    no wrong answer names "${title}"`)),
    "",
    ...table([["check", "caught"], ...matrix(lab, wrong)]),
    "",
    `${lab.name}: ${count(wrong)} wrong answers caught, ${count(right)} right answers accepted.`,
  ];
  return { text: lines.join("\n").trimStart(), proven: bad.length === 0 && unnamed.length === 0 };
}

function matrix({ lab }: NamedLab, wrong: readonly Proof[]): string[][] {
  const titles = Object.values(lab.parts).flatMap(({ checks }) =>
    checks.filter(({ points }) => points > 0).map(({ title }) => title),
  );
  return titles
    .map((title) => ({ title, named: wrong.filter(({ fails }) => fails === title) }))
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
