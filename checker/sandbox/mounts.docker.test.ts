import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
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

/** Redis only starts where what it mounts is what the student's links mean, and nothing of the machine. */
const LINKS = `
    image: redis
    volumes: ["./a/b/c/leak:/host", "./deep/alias/readme:/readme"]
    secrets: [word]
    entrypoint:
      - sh
      - -c
      - >
        test -e /host/docker-compose.yml && test ! -e /host/etc && test ! -e /host/work && test ! -L /readme &&
        grep -q mine /readme && grep -q word /run/secrets/word && exec redis-server --protected-mode no
`;

test("a mounted link leads where it leads in the submission, not where it would lead from its copy", async () => {
  const report = await attempt(process.env, {
    part: "part2",
    until: ANSWER,
    edit: (draft) => {
      draft.write("data/readme", "mine\n");
      draft.write("words/word", "word\n");
      mkdirSync(join(draft.dir, "a/b/c"), { recursive: true });
      mkdirSync(join(draft.dir, "deep"));
      symlinkSync("../../..", join(draft.dir, "a/b/c/leak"));
      symlinkSync("../data", join(draft.dir, "deep/alias"));
      symlinkSync("words/word", join(draft.dir, "secret"));
      draft.replace("docker-compose.yml", "\n    image: redis", LINKS.trimEnd());
      draft.write("docker-compose.yml", `${draft.read("docker-compose.yml")}\nsecrets: {word: {file: ./secret}}\n`);
    },
  });
  expect(resultOf(report, ANSWER).outcome).toEqual({ status: "passed" });
});
