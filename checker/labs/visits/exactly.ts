import { Finding } from "../../core/errors.ts";
import type { Container } from "../../engine/container.ts";
import type { Work } from "../../work/work.ts";
import { type Said, visit } from "./visit.ts";

const VISITS = 50;
/** A round says nothing when somebody else visited meanwhile (a healthcheck, say), or when the machine was too busy. */
const ROUNDS = 5;

/** Fifty visits at the same time have to get fifty numbers in a row. */
export async function countExactly(work: Work, url: string, app: Container): Promise<void> {
  let actual = "";
  for (let round = 0; round < ROUNDS; round++) {
    const answers = await Promise.all(
      Array.from({ length: VISITS }, () => visit(url, work.signal).catch((error: Error) => error)),
    );
    const numbers = answers.flatMap((answer) => numberOf(answer) ?? []).sort((a, b) => a - b);
    const twice = numbers.find((number, index) => number === numbers[index + 1]);
    if (twice !== undefined)
      throw await wrongly(app, "Two visits got the same number.", `number ${twice} was given more than once`);
    const [first = 0, last = 0] = [numbers[0], numbers.at(-1)];
    if (numbers.length === VISITS && last - first === VISITS - 1) return;
    actual = numbers.length === VISITS ? `numbers from ${first} to ${last}` : notCounted(answers);
  }
  throw await wrongly(app, "A visit does not add exactly one.", actual);
}

function numberOf(answer: Said | Error): number | undefined {
  return answer instanceof Error ? undefined : answer.number;
}

function notCounted(answers: readonly (Said | Error)[]): string {
  const without = answers.filter((answer) => numberOf(answer) === undefined);
  const [first] = without;
  const words = first instanceof Error ? `no answer: ${first.message}` : first?.words;
  return `${without.length} of ${VISITS} visits were not counted (${words})`;
}

async function wrongly(app: Container, message: string, actual: string): Promise<Finding> {
  return new Finding(message, {
    expected: `${VISITS} visits at the same time get ${VISITS} different numbers in a row`,
    actual,
    evidence: await app.logs(),
    hint: "Look at what the image does beside copying the code and starting it.",
  });
}
