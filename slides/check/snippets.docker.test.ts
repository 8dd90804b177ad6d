import { existsSync, readdirSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { execa } from "execa";
import { expect, test } from "vitest";
import { RUN } from "../../checker/engine/labels.ts";
import type { Snippet } from "./run-blocks.ts";
import { runSnippets } from "./snippets.ts";

let count = 0;

async function run(blocks: readonly Partial<Snippet>[], signal = AbortSignal.timeout(120_000)) {
  const snippets = blocks.map((block, line) => ({
    file: "one.md",
    line,
    code: "",
    contains: undefined,
    exit: 0,
    ...block,
  }));
  const name = `slidetest${process.pid}x${++count}`;
  const problems = await runSnippets(snippets, { name, env: process.env, say: () => undefined, signal });
  return { name, problems: problems.map(({ line, message }) => `${line}: ${message}`) };
}

/** Names of everything on the engine that has the word in its name. */
async function left(word: string): Promise<string> {
  const ask = async (...args: string[]) =>
    (await execa("docker", args)).stdout.split("\n").filter((line) => line.includes(word));
  const format = (field: string) => ["--format", `{{.${field}}}`];
  const found = await Promise.all([
    ask("ps", "--all", ...format("Names")),
    ask("network", "ls", ...format("Name")),
    ask("volume", "ls", ...format("Name")),
    ask("images", ...format("Repository")),
  ]);
  return found.flat().join(" ");
}

test("blocks share a folder, run in order, and go on where the last one went", async () => {
  const { problems } = await run([
    { code: "mkdir -p a\ncd a\necho hello > b" },
    { code: "cat b; pwd", contains: "hello" },
    { code: "test -d $WORKSHOP/checker; exit 3", exit: 3 },
    { code: "ls >&2", contains: "b" },
  ]);
  expect(problems).toEqual([]);
});

test("a wrong exit code, a missing text, and a command in the middle that fails", async () => {
  expect((await run([{ code: "echo seen\nfalse\necho never" }, { code: "exit 1" }])).problems).toEqual([
    "0: this block ended with exit code 1 instead of 0; its output:\n    | seen",
  ]);
  expect((await run([{ code: "true", exit: 1 }])).problems[0]).toContain("exit code 0 instead of 1");
  expect((await run([{ code: "echo one; echo two", contains: "three" }])).problems).toEqual([
    '0: the output of this block does not contain "three":\n    | one\n    | two',
  ]);
});

test("what blocks create carries labels, and is gone afterwards, also after a failure", async () => {
  const word = `slidetest${process.pid}y`;
  const { problems } = await run([
    { code: `docker network create ${word}\ndocker volume create ${word}vol` },
    { code: `docker run --detach --name ${word} --network ${word} --volume ${word}data:/data redis` },
    { code: `printf 'FROM redis\\nRUN true\\n' > Dockerfile; docker build --tag ${word}image .` },
    { code: `docker exec ${word} redis-cli ping; echo hi | docker exec -i ${word} cat`, contains: "hi" },
    {
      code: `docker inspect --format '{{json .Config.Labels}}' ${word}; docker image inspect --format '{{json .Config.Labels}}' ${word}image
for kind in network volume; do docker $kind ls --quiet --filter label=${RUN} | wc -l; done`,
      contains: RUN,
    },
    { code: `docker volume inspect --format '{{json .Labels}}' ${word}data`, contains: RUN },
    { code: "exit 9" },
  ]);
  expect(problems).toEqual([expect.stringMatching(/^6: .*exit code 9/)]);
  expect(await left(word)).toBe("");
});

test("what Compose builds and starts is gone afterwards", async () => {
  const compose =
    "services:\n  app:\n    build: .\n    volumes: [kept:/kept]\n  db:\n    image: redis\nvolumes: { kept: {} }\n";
  const { name, problems } = await run([
    { code: `cat > compose.yaml <<'END'\n${compose}END\nprintf 'FROM redis\\nRUN true\\n' > Dockerfile` },
    { code: "docker compose up --detach --build\ndocker compose ps", contains: "-app-1" },
    { code: "docker compose exec -T db redis-cli ping", contains: "PONG" },
  ]);
  expect(problems).toEqual([]);
  expect(await left(name)).toBe("");
});

test("a volume without a name does not stay behind, also when its container was removed without it", async () => {
  const word = `slidetest${process.pid}v`;
  const { problems } = await run([
    {
      code: `docker run --detach --name ${word} redis\ndocker inspect --format '{{range .Mounts}}{{.Name}}{{end}}' ${word} > name`,
    },
    {
      code: `docker rm --force ${word}\ndocker volume inspect --format '{{.Name}}' $(cat name) | tee /tmp/${word}`,
      contains: "",
    },
  ]);
  expect(problems).toEqual([]);
  const volume = (await readFile(`/tmp/${word}`, "utf8")).trim();
  await rm(`/tmp/${word}`);
  const left = await execa("docker", ["volume", "inspect", volume], { reject: false });
  expect(volume).toMatch(/^[0-9a-f]{64}$/);
  expect(left.exitCode).toBe(1);
});

test("an interruption ends a block and removes what it made", async () => {
  const word = `slidetest${process.pid}z`;
  const stop = new AbortController();
  const running = run([{ code: `docker run --name ${word} redis sh -c 'echo up; sleep 300'` }], stop.signal);
  const ended = expect(running).rejects.toThrow("enough");
  await expect.poll(() => left(word), { timeout: 30_000, interval: 100 }).toBe(word);
  stop.abort(new Error("enough"));
  await ended;
  expect(await left(word)).toBe("");
});

test("the folder is thrown away", async () => {
  const before = new Set(readdirSync(tmpdir()));
  await run([{ code: "mkdir x; chmod 500 x; pwd" }]);
  const more = readdirSync(tmpdir()).filter((name) => name.startsWith("slides-") && !before.has(name));
  expect(more.filter((name) => existsSync(`${tmpdir()}/${name}/engine.sock`))).toEqual([]);
});
