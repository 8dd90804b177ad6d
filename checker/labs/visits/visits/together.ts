import {
  check,
  composeFile,
  Finding,
  notPublished,
  publishedOnce,
  publisher,
  requireBuiltHere,
  requireService,
} from "../../../kit/kit.ts";
import { countExactly } from "./exactly.ts";
import { built as image, runs } from "./image.ts";
import { eachOther } from "./neighbours.ts";
import { APP_PORT, countedVisit, said } from "./visit.ts";

const section = "one-compose-file";
const SERVICES = ["app", "db"] as const;

const valid = composeFile(section, 5);

const built = check(
  "compose: app is built from your Dockerfile, and there is a db",
  {
    points: 5,
    section,
    needs: [valid, image],
    why: "One service is your own work, the other comes ready-made: the file says so for each.",
  },
  async (work, [file]) => {
    requireBuiltHere(work, file, "app", SERVICES);
    requireService(file, "db", SERVICES);
    const stack = work.stack([APP_PORT]);
    await stack.use(file.model);
    await work.buildStack(stack, file.model);
    return { file, stack };
  },
);

const up = check(
  "compose: one up starts everything",
  {
    points: 5,
    section,
    needs: built,
    closer: [runs],
    why: "From nothing to a running application with one command: that is what Compose is for.",
  },
  async (_, { file, stack }) => {
    publishedOnce(file.model, file.name);
    await stack.up();
    for (const service of Object.keys(file.model.services)) await stack.container(service);
    return { file, stack };
  },
);

const answers = check(
  "compose: the app answers on port 5000",
  {
    points: 10,
    section,
    needs: up,
    closer: [runs],
    why: "The published port is the only door that the application opens to the world.",
  },
  async (work, { file, stack }) => {
    const door = publisher(file.model, APP_PORT, { service: "app", target: APP_PORT });
    const app = (await stack.behind(APP_PORT))[0] ?? (await stack.container(door.service));
    const { status, body } = await work.firstAnswer(app, door.target, "/");
    const answer = said(status, body);
    if (answer.number === undefined && status !== 503)
      throw new Finding("WRONG_PAGE", `What answers on port ${APP_PORT} is not the app.`, {
        expected: "the number of a visit",
        actual: answer.words,
        file: file.name,
      });
    return { file, stack, app };
  },
);

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
    why: "A counter that loses or repeats a number is wrong, and it is under load that it shows.",
  },
  async (work, [{ file, stack, app }]) => {
    const url = await stack.url(APP_PORT);
    await countedVisit(work, url, app);
    await countExactly(work, url, app);
    return { file, stack };
  },
);

export const together = [valid, built, up, answers, closed, named, counts];
