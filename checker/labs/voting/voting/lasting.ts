import { dataOutlives, Finding } from "../../../kit/kit.ts";
import { firstTally, inWords } from "./ballot.ts";
import { pages } from "./pages.ts";
import { PORT } from "./services.ts";
import { networks } from "./tiers.ts";
import { shows, votes } from "./votes.ts";

const section = "votes-that-stay";

export const lasting = dataOutlives({
  section,
  needs: shows,
  after: [...pages, ...networks, ...votes],
  read: (work, { stack }) => firstTally(work, stack),
  kept: {
    title: "data: the votes survive down and up",
    points: 6,
    why: "Containers come and go, votes have to stay: that is what volumes are for.",
    lost: (before, after, { name }) =>
      after.a === before.a && after.b === before.b
        ? undefined
        : new Finding("DATA_LOST", "Votes are gone when everything was taken down and started again.", {
            expected: inWords(before),
            actual: inWords(after),
            hint: "Look at the folder in which the image of the database keeps its data, and at what is mounted there.",
            file: name,
          }),
  },
  forgotten: {
    title: "data: down with the volumes forgets them",
    points: 3,
    why: "Whoever wants a new election has to be able to: what belongs to the application goes with it, and nothing is left.",
    left: (_, after, { name }) =>
      after.a + after.b === 0
        ? undefined
        : new Finding("DATA_KEPT", "There are votes after everything was taken down with its volumes.", {
            expected: inWords({ a: 0, b: 0 }),
            actual: inWords(after),
            file: name,
          }),
  },
  ports: [PORT.vote, PORT.result, PORT.debugger],
});
