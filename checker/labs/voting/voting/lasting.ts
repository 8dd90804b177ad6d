import { check, Finding } from "../../../kit/kit.ts";
import { firstTally, inWords } from "./ballot.ts";
import { pages } from "./pages.ts";
import { PORT } from "./services.ts";
import { networks } from "./tiers.ts";
import { shows, votes } from "./votes.ts";

const section = "votes-that-stay";

const kept = check(
  "data: the votes survive down and up",
  {
    points: 6,
    section,
    needs: shows,
    after: [...pages, ...networks, ...votes],
    why: "Containers come and go, votes have to stay: that is what volumes are for.",
  },
  async (work, { file, stack }) => {
    const before = await firstTally(work, stack);
    await stack.down({ volumes: false });
    await stack.up();
    const after = await firstTally(work, stack);
    if (after.a === before.a && after.b === before.b) return { file, stack };
    throw new Finding("DATA_LOST", "Votes are gone when everything was taken down and started again.", {
      expected: inWords(before),
      actual: inWords(after),
      hint: "Look at the folder in which the image of the database keeps its data, and at what is mounted there.",
      file: file.name,
    });
  },
);

const forgotten = check(
  "data: down with the volumes forgets them",
  {
    points: 3,
    section,
    needs: kept,
    why: "Whoever wants a new election has to be able to: what belongs to the application goes with it, and nothing is left.",
  },
  async (work, { file, stack }) => {
    await stack.down();
    await stack.up();
    const after = await firstTally(work, stack);
    if (after.a + after.b > 0)
      throw new Finding("DATA_KEPT", "There are votes after everything was taken down with its volumes.", {
        expected: inWords({ a: 0, b: 0 }),
        actual: inWords(after),
        file: file.name,
      });
    if (!work.keep) return;
    await stack.down();
    await work.keepUp(file.model, PORT.vote, PORT.result, PORT.debugger);
  },
);

export const lasting = [kept, forgotten];
