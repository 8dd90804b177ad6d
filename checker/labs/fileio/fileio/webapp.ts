import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import {
  AGENT_IMAGE,
  advice,
  answerOf,
  answersHttp,
  ask,
  type CheckContext,
  check,
  eventually,
  Finding,
  givenCheck,
  imageOf,
  once,
} from "../../../kit/kit.ts";
import { codes } from "../codes.ts";
import { inWords, PAGE_PORT, textOf, WEBAPP } from "./text.ts";

const section = "the-webapp";

/** On this network, `writer` is a container of ours. */
const NETWORK = "webapp";
/** Seconds until the page has to show what was sent. */
const DEADLINE = 10;

const neighbours = new WeakMap<CheckContext, Promise<string>>();

/** Starts it at the first call, and gives the second line of all that it sends. */
function neighbour(work: CheckContext): Promise<string> {
  return once(neighbours, work, () => startNeighbour(work));
}

async function startNeighbour(work: CheckContext): Promise<string> {
  const token = randomBytes(24).toString("hex");
  await work.run({
    subject: "a writer for webapp",
    image: AGENT_IMAGE,
    network: await work.network(NETWORK),
    aliases: ["writer"],
    entrypoint: ["node", "-e", await readFile(new URL("stand-in.cjs", import.meta.url), "utf8")],
    command: [token],
  });
  return token;
}

const { file, image: built } = imageOf("webapp", { section, beside: neighbour });

const answers = answersHttp("webapp", {
  image: built,
  points: 6,
  section,
  why: "An image is complete when a container of it does its work, with nothing but its neighbours around.",
  port: PAGE_PORT,
  network: NETWORK,
  beside: neighbour,
});

const given = givenCheck(WEBAPP, { points: 2, section, needs: answers });

const shows = check(
  "webapp: shows what it reads at writer:7000",
  {
    points: 5,
    section,
    needs: given,
    why: "The webapp has no file. It knows a name and a port, and whatever comes from there is what it shows.",
  },
  async (work, webapp) => {
    const token = await neighbour(work);
    const numbers: number[] = [];
    await eventually(work, {
      deadline: DEADLINE,
      look: async (seen) => {
        const answer = await answerOf(ask(`${webapp.url}/`, { signal: work.signal }), seen, webapp);
        if (answer === undefined) return undefined;
        seen.actual = seen.observed = inWords(answer);
        const text = textOf(answer.body);
        if (text?.lines.endsWith(token)) numbers.push(text.number);
        return (numbers.length > 1 && (numbers.at(-1) ?? 0) > (numbers[0] ?? 0)) || undefined;
      },
      otherwise: async (seen) =>
        new Finding(codes.OTHER_TEXT, "The page does not show what a server at writer:7000 sends.", {
          expected: "each visitor sees what is sent at that moment",
          ...seen,
          evidence: await webapp.logs(),
        }),
    });
    return webapp;
  },
);

export { answers, built, given, shows };

export const webapp = [
  file,
  built,
  answers,
  given,
  shows,
  ...advice("webapp", { file, image: built, running: shows }, section),
];
