import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SHELL } from "../../images/catalogue.ts";
import { type TestRun, testRun } from "../../kit/commands/testing.ts";
import { ensureReady } from "../../setup/ready.ts";
import { EVERYDAY } from "./everyday.ts";

const { env } = process;
/** On the engine, the names of one would be found by filters of the other. */
const [ours, theirs] = ["a", "b"].map((letter) => `${letter}${randomBytes(4).toString("hex")}`) as [string, string];
const FILES = {
  note: "a note\n",
  Dockerfile: `FROM redis:8 AS base\nCOPY note /note\nFROM base\nARG WORD=word\nRUN echo $WORD > /word\nCMD ["cat", "/note"]\n`,
  "compose.yaml": "services: {store: {image: redis:8, volumes: [data:/data]}}\nvolumes: {data: {}}\n",
};

let run: TestRun;
let folder: string;
beforeAll(async () => {
  await ensureReady({ env, say: () => undefined, images: [SHELL, "redis:8"] });
  run = await testRun(env);
  folder = await mkdtemp(join(tmpdir(), "everyday-"));
  for (const [file, text] of Object.entries(FILES))
    for (const place of [folder, run.dir]) await writeFile(join(place, file), text);
}, 600_000);
afterAll(async () => {
  await run[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** One script that says after each command how it ended, and at the end how many containers had to say their words twice. */
function script(name: string, port: number): string {
  const commands = EVERYDAY.map((command) => command.replaceAll("@", name).replaceAll("PORT", String(port)));
  const each = commands.map((command) => {
    const asked = `{ ${command}\n} > $out 2>&1; code=$?\n`;
    const twice = `if [ ! -s $out ]; then\n${asked}[ ! -s $out ] || lost=$((lost + 1))\nfi\n`;
    return `${asked}${LEAVES_NOTHING.test(command) ? twice : ""}cat $out\necho "exit $code"\necho ${BETWEEN}\n`;
  });
  return `out=$(mktemp)\nlost=0\n${each.join("")}echo "lost $lost"\n`;
}

const BETWEEN = "-----";
/**
 * A container that ends at once may have ended before the engine reads what it wrote: the engine waits for that, but not
 * for ever, and on a busy machine the words are lost, seldom, with the proxy and without it (moby issues 43121 and 45689).
 * So one that said nothing is run once more.
 */
const LEAVES_NOTHING = /^(?:[^&|]+\| )?docker run --rm [^&]*$/;
/** Were more lost, it would not be the engine. */
const SELDOM = ["lost 0", "lost 1"];

/** The same words, wherever and whenever they were said. */
function answers(output: string, name: string, place: string): readonly string[] {
  const plain = output
    .replaceAll(place, "FOLDER")
    .replaceAll(name, "@")
    .replace(/\b(?:sha256:)?[0-9a-f]{64}\b|\b[0-9a-f]{12}\b/g, "ID")
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME");
  return plain.split(`${BETWEEN}\n`);
}

/** On the engine as it is. */
async function onEngine(text: string): Promise<string> {
  const sockets = ["--volume", "/var/run/docker.sock:/run/workshop/docker.sock", "--volume", `${folder}:${folder}`];
  const args = [
    "run",
    "--rm",
    "--network",
    "host",
    "--label",
    "workshop.test=everyday",
    "--workdir",
    folder,
    ...sockets,
  ];
  const { all } = await execa("docker", [...args, SHELL, "bash", "-c", text], {
    env,
    extendEnv: false,
    all: true,
    reject: false,
  });
  return `${all}\n`;
}

/** One that nobody has at this moment. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

test("everyday commands say the same as without the proxy", async () => {
  const port = await freePort();
  const [proxied, plain] = await Promise.all([run.sh(script(ours, port)), onEngine(script(theirs, port))]);
  const [here, there] = [answers(proxied.stdout, ours, "/workspace"), answers(plain, theirs, folder)];
  expect(there).toHaveLength(EVERYDAY.length + 1);
  for (const all of [here, there]) expect(SELDOM).toContain(all.at(-1)?.trim());
  expect(EVERYDAY.length).toBeGreaterThanOrEqual(60);
  const said = (all: readonly string[]) => EVERYDAY.map((command, index) => `$ ${command}\n${all[index]}`);
  expect(said(here)).toEqual(said(there));
}, 600_000);
