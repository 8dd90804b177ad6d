import { afterAll, expect, test } from "vitest";
import { attempt, leftovers, resultOf } from "../e2e/attempt.ts";

afterAll(async () => expect(await leftovers(process.env)).toEqual([]));

const ANSWER = "compose: rng, hasher and redis answer the worker by name";

/** Redis only starts where it sees its own folder, and not the machine's: the link is made before it is started. */
const SWAP = `
    image: redis
    volumes: ["./data:/mine"]
    entrypoint: ["sh", "-c", "test -e /mine/readme && test ! -e /mine/etc && exec redis-server --protected-mode no"]
    depends_on: {swap: {condition: service_completed_successfully}}
  swap:
    image: redis
    volumes: [".:/all"]
    entrypoint: ["sh", "-c", "rm -rf /all/data && ln -s / /all/data"]
`;

test("a service cannot turn what another one mounts into a link to the machine's files", async () => {
  const report = await attempt(process.env, {
    part: "part2",
    until: ANSWER,
    edit: (draft) => {
      draft.write("data/readme", "mine\n");
      draft.replace("docker-compose.yml", "\n    image: redis", SWAP.trimEnd());
    },
  });
  expect(resultOf(report, ANSWER).outcome).toEqual({ status: "passed" });
});
