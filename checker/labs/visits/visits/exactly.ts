import { type CheckContext, type Container, eventually, Finding, NoAnswer, never, noAnswer } from "../../../kit/kit.ts";
import { codes } from "../codes.ts";
import { type Said, silence, visit } from "./visit.ts";

const VISITS = 50;
/** So often the numbers may have gaps: somebody else may visit, too (a healthcheck, say). */
const GAPS = 5;
/** Seconds until a round has to be counted in full: a busy machine may be too slow for some of its visits. */
const DEADLINE = 15;

/** Fifty visits at the same time have to get fifty numbers in a row. */
export async function countExactly(work: CheckContext, url: string, app: Container): Promise<void> {
  let gaps = 0;
  await eventually(work, {
    deadline: DEADLINE,
    look: async (seen) => {
      const answers = await round(work, url);
      const numbers = answers.flatMap((answer) => numberOf(answer) ?? []).sort((a, b) => a - b);
      const twice = numbers.find((number, index) => number === numbers[index + 1]);
      if (twice !== undefined)
        throw await wrongly(app, "Two visits got the same number.", `number ${twice} was given more than once`);
      if (numbers.length < VISITS) {
        seen.actual = notCounted(answers);
        return undefined;
      }
      const [first = 0, last = 0] = [numbers[0], numbers.at(-1)];
      if (last - first === VISITS - 1) return true;
      seen.actual = `numbers from ${first} to ${last}`;
      return ++gaps < GAPS ? undefined : never;
    },
    otherwise: ({ actual }) => wrongly(app, "A visit does not add exactly one.", actual),
  });
}

function round(work: CheckContext, url: string): Promise<readonly (Said | NoAnswer)[]> {
  return Promise.all(Array.from({ length: VISITS }, () => visit(url, work.signal).catch(noAnswer)));
}

function numberOf(answer: Said | NoAnswer): number | undefined {
  return answer instanceof NoAnswer ? undefined : answer.number;
}

function notCounted(answers: readonly (Said | NoAnswer)[]): string {
  const without = answers.filter((answer) => numberOf(answer) === undefined);
  const [first] = without;
  const words = first instanceof NoAnswer ? silence(first) : first?.words;
  return `${without.length} of ${VISITS} visits were not counted (${words})`;
}

async function wrongly(app: Container, message: string, actual: string): Promise<Finding> {
  return new Finding(codes.MISCOUNTED, message, {
    expected: `${VISITS} visits at the same time get ${VISITS} different numbers in a row`,
    actual,
    evidence: await app.logs(),
    hint: "Look at what the image does beside copying the code and starting it.",
  });
}
