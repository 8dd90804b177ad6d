import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { Finding, GraderError } from "../../core/errors.ts";
import { ComposeReader } from "../../engine/compose-reader.ts";
import { connect } from "../../engine/connect.ts";
import { Session } from "../../engine/session.ts";
import { Copied } from "../image/copied.ts";
import { type ComposeWork, readComposeFile } from "./compose-file.ts";

const dir = mkdtempSync(join(tmpdir(), "compose-file-test-"));
let session: Session;
let work: ComposeWork;

beforeAll(() => {
  const { signal } = new AbortController();
  session = new Session({ docker: connect(process.env), env: process.env, emit: () => undefined, signal });
  const copied = new Copied(dir, [], () => undefined);
  work = { dir, project: "x", reader: new ComposeReader(session, dir), sources: [], copied };
});
beforeEach(() => {
  for (const name of readdirSync(dir)) rmSync(join(dir, name), { recursive: true });
});
afterAll(async () => {
  await session[Symbol.asyncDispose]();
  rmSync(dir, { recursive: true });
});

type Files = Readonly<Record<string, string | Uint8Array>>;
const FILE = "docker-compose.yml";
const RNG = "services:\n  rng:\n    image: redis\n";

function write(files: Files): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), content);
  }
}

/** What is wrong with a folder that holds these files. */
async function findingOf(files: Files) {
  write(files);
  const error = await readComposeFile(work).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(error instanceof Finding)) throw new Error(`no finding: ${error}`);
  return { code: error.code, message: error.message, ...error.details };
}

const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, "utf16le");

test.each<[string, Files, object]>([
  [
    "no services",
    { [FILE]: "rng:\n  image: redis\n" },
    { message: `${FILE} holds no services.`, actual: "the keys rng" },
  ],
  ["nothing below services", { [FILE]: "services:\n" }, { actual: "services: with nothing below it" }],
  [
    "an ending that Windows hides",
    { [`${FILE}.txt`]: RNG },
    { actual: `a file named "${FILE}.txt"`, hint: expect.stringContaining("ending") },
  ],
  [
    "variables in UTF-16",
    { [FILE]: RNG, ".env": utf16("PAGE=8000\r\n") },
    { message: ".env is saved in the encoding UTF-16, which Docker cannot read.", file: ".env" },
  ],
  [
    "variables of a service in UTF-16",
    { [FILE]: `${RNG}    env_file: rng.env\n`, "rng.env": utf16("A=b\r\n") },
    { message: expect.stringContaining("rng.env is saved in the encoding UTF-16"), file: "rng.env" },
  ],
  [
    "no-break spaces",
    { [FILE]: RNG.replace("    image", "\u00a0\u00a0\u00a0\u00a0image") },
    { line: 3, hint: expect.stringContaining("U+00A0") },
  ],
  [
    "typographic quotes",
    { [FILE]: `${RNG}    ports:\n      - “8000:80”\n` },
    { message: `Compose does not accept ${FILE}.`, line: 5, hint: expect.stringContaining("typographic quote") },
  ],
  [
    "a backslash",
    { [FILE]: "services:\n  rng:\n    build: .\\rng\n", "rng/Dockerfile": "FROM redis\n" },
    { message: "There is no .\\rng: a backslash does not separate folders here.", line: 3, expected: "./rng" },
  ],
  [
    "a variable without which Compose does not go on",
    { [FILE]: `${RNG}    environment: {A: "\${B:?it has to be set}"}\n` },
    { actual: expect.stringContaining("it has to be set") },
  ],
  [
    "what is not there",
    { [FILE]: `${RNG}    env_file: nothing.env\n` },
    { message: "Compose found no file nothing.env.", file: FILE, line: 4 },
  ],
  [
    "what is not there, in an included file",
    {
      [FILE]: `include: [more/more.yml]\n${RNG}`,
      "more/more.yml": "services:\n  more:\n    image: redis\n    env_file: a.env\n",
    },
    { message: "Compose found no file more/a.env.", file: "more/more.yml", line: 4 },
  ],
  [
    "what Compose warned of before it gave up",
    {
      [FILE]: `${RNG}    ports: ["$NOTHING:80:80:80"]\n`,
      "compose.yaml": `${RNG}    ports: ["$NOTHING:80:80:80:80"]\n`,
    },
    {
      evidence: expect.stringMatching(
        /uses compose.yaml and ignores docker-compose.yml[\s\S]*"NOTHING" variable is not set/,
      ),
    },
  ],
])("%s", async (_, files, details) => expect(await findingOf(files)).toMatchObject(details));

test("a key that this Compose cannot know yet is not judged", async () => {
  write({ [FILE]: `${RNG}    pull_policy: daily\n` });
  const read = readComposeFile(work);
  await read.then(
    // A Compose that knows it takes it.
    ({ model }) => expect(model.services.rng).toHaveProperty("pull_policy", "daily"),
    (error) => {
      expect(error).toBeInstanceOf(GraderError);
      expect(error).toHaveProperty("code", "TOO_OLD");
      expect(error.message).toMatch(/pull_policy.*Compose 2\.\d+\.\d+ brought; this machine has Compose 2\.\d+\.\d+/);
    },
  );
});

test("what Compose warns of is kept for what is found later", async () => {
  write({ [FILE]: `version: "3"\n${RNG}    ports: ["\${APP_PORT}:80"]\n`, "docker-compose.yaml": RNG });
  write({ "compose.yml": `version: "3"\n${RNG}    ports: ["\${APP_PORT}:80"]\n` });
  await readComposeFile(work);
  expect(work.reader.warnings).toEqual([
    "It uses compose.yml and ignores docker-compose.yaml, docker-compose.yml.",
    expect.stringContaining('"APP_PORT" variable is not set'),
  ]);
});

test("what is only for the editor or another tool is no trouble", async () => {
  write({ [FILE]: `${RNG}    annotations: {a: b}\n    develop: {watch: [{path: ., action: rebuild}]}\n` });
  expect((await readComposeFile(work)).model.services.rng).not.toHaveProperty("develop");
});

test("a Dockerfile in the compose file keeps its dollars", async () => {
  const inline = "dockerfile_inline: |\n        FROM redis\n        RUN echo $$HOME\n";
  write({ [FILE]: `services:\n  rng:\n    build:\n      context: .\n      ${inline}` });
  const { model } = await readComposeFile(work);
  expect(model.services.rng?.build?.dockerfile_inline).toBe("FROM redis\nRUN echo $HOME\n");
});

test("paths by way of a variable are judged where they lead", async () => {
  const text = (path: string) => `${RNG}    volumes: ["${path}:/data"]\n`;
  write({ [FILE]: text(`\${PWD}/data`), ".env": "DATA=./data\n" });
  expect((await readComposeFile(work)).model.services.rng?.volumes).toMatchObject([{ source: join(dir, "data") }]);
  write({ [FILE]: text(`\${DATA}`) });
  expect((await readComposeFile(work)).model.services.rng?.volumes).toMatchObject([{ source: join(dir, "data") }]);
  expect(await findingOf({ [FILE]: text(`\${HOME}/.ssh`) })).toMatchObject({ code: "path-interpolated" });
  expect(await findingOf({ [FILE]: text(`\${A:-/var/run}/docker.sock`) })).toMatchObject({
    code: "path-engine-socket",
  });
});
