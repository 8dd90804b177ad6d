import { answerOn, check, composeStack, Finding, givenInStack, notPublished, oneUp } from "../../../kit/kit.ts";
import { countExactly } from "./exactly.ts";
import { given as givenImage, built as image, runs } from "./image.ts";
import { eachOther } from "./neighbours.ts";
import { APP, APP_PORT, countedVisit, said } from "./visit.ts";

const section = "one-compose-file";

const { valid, built } = composeStack({
  section,
  points: { valid: 5, built: 5 },
  title: "compose: app is built from your Dockerfile, and there is a db",
  why: "One service is your own work, the other comes ready-made: the file says so for each.",
  built: ["app"],
  ready: ["db"],
  ports: [APP_PORT],
  images: [image],
});

const up = oneUp({ section, points: 5, built, closer: [runs] });

const answers = check(
  "compose: the app answers on port 5000",
  {
    points: 8,
    section,
    needs: up,
    closer: [runs, givenImage],
    why: "The published port is the only door that the application opens to the world.",
  },
  async (work, started) => {
    const door = { published: APP_PORT, service: "app", target: APP_PORT };
    const { container: app, answer } = await answerOn(work, started, door);
    const { number, words } = said(answer.status, answer.body);
    if (number === undefined && answer.status !== 503)
      throw new Finding("WRONG_PAGE", `What answers on port ${APP_PORT} is not the app.`, {
        expected: "the number of a visit",
        actual: words,
        file: started.file.name,
      });
    return { ...started, app };
  },
);

const given = givenInStack([APP], { points: 2, section, needs: [answers], closer: [givenImage] });

/** What other code does wrong is told there, and only there. What comes after them takes containers away. */
export const givenCode = [givenImage, given];

const closed = check(
  "compose: db is not published",
  {
    points: 5,
    section,
    needs: answers,
    why: "Whoever reaches this redis can read and delete everything: only the app has to.",
  },
  (_, { file, stack }) => notPublished(stack, file, { closed: ["db"], open: APP_PORT }),
);

const named = check(
  "compose: app and db find each other by name",
  {
    points: 10,
    section,
    needs: answers,
    why: "Addresses change with every new container. On a network of your own, the name of a service stays.",
  },
  async (work, { stack }) => eachOther(work, stack),
);

export const counts = check(
  "compose: each visit adds exactly one, also fifty at the same time",
  {
    points: 10,
    section,
    needs: [answers, named],
    closer: givenCode,
    why: "A counter that loses or repeats a number is wrong, and it is under load that it shows.",
  },
  async (work, [{ file, stack, app }]) => {
    const url = await stack.url(APP_PORT);
    await countedVisit(work, url, app);
    await countExactly(work, url, app);
    return { file, stack };
  },
);

export const together = [valid, built, up, answers, given, closed, named, counts];
