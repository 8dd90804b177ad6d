import { advice, check, Finding, givenCheck, imageOf, OUR_REDIS, OurRedis } from "../../../kit/kit.ts";
import { codes } from "../codes.ts";
import { APP, APP_PORT, countedVisit, REDIS } from "./visit.ts";

const section = "the-image";

/** Where nobody finds redis who does not read the environment. */
const ELSEWHERE = { REDIS_HOST: "notebook", REDIS_PORT: "7001" } as const;
/** In redis before the first visit. */
const PLANTED = 4100;

const { file, image: built } = imageOf("app", { section });

const runs = check(
  "app: a container of it answers on port 5000",
  {
    points: 6,
    section,
    needs: built,
    why: "An image is complete when a container of it does its work with nothing but its environment.",
  },
  async (work, { tag }) => {
    const network = await work.network("elsewhere");
    const redis = await work.run({
      subject: "redis",
      image: REDIS,
      network,
      aliases: [ELSEWHERE.REDIS_HOST],
      command: [...OUR_REDIS, "--port", ELSEWHERE.REDIS_PORT],
      publish: Number(ELSEWHERE.REDIS_PORT),
    });
    const client = new OurRedis(redis);
    await client.started(work.signal);
    await client.run(["SET", "visits", String(PLANTED)]);
    const app = await work.run({ subject: "app", image: tag, network, env: ELSEWHERE, publish: APP_PORT });
    await work.firstAnswer(app, APP_PORT, "/");
    return app;
  },
);

const given = givenCheck(APP, { points: 2, section, needs: runs });

const configured = check(
  "app: redis is where the environment says",
  {
    points: 10,
    section,
    needs: runs,
    // Other code may do anything. And the container is stopped when this has been asked.
    closer: [given],
    why: "The same image has to work with any redis: here, in another network, next year. So the place is not built in.",
  },
  async (work, app) => {
    const number = await countedVisit(work, app.url, app);
    if (number > PLANTED) return app;
    throw new Finding(codes.OTHER_REDIS, "The app counts in another redis than the one that its environment names.", {
      expected: `a number above ${PLANTED}, which is in the redis at ${ELSEWHERE.REDIS_HOST}:${ELSEWHERE.REDIS_PORT}`,
      actual: `visit number ${number}`,
    });
  },
);

export { built, given, runs };

export const image = [
  file,
  built,
  runs,
  given,
  configured,
  ...advice("app", { file, image: built, running: configured }, section),
];
