import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { ComposeReader } from "./compose-reader.ts";
import { connect } from "./connect.ts";
import { type Rendered, render } from "./render.ts";
import { Session } from "./session.ts";

const { env } = process;
const home = mkdtempSync(join(tmpdir(), "reader-test-"));
const dir = join(home, "work");
let session: Session;
let reader: ComposeReader;

beforeAll(() => {
  const { signal } = new AbortController();
  session = new Session({ docker: connect(env), env: { ...env, OURS: "secret" }, emit: () => undefined, signal });
  mkdirSync(dir);
  reader = new ComposeReader(session, dir);
  writeFileSync(join(home, "outside.env"), "SECRET=outside\n");
});
beforeEach(() => {
  for (const name of readdirSync(dir)) rmSync(join(dir, name), { recursive: true });
});
afterAll(async () => {
  await session[Symbol.asyncDispose]();
  rmSync(home, { recursive: true, force: true });
  expect(await containers()).toEqual([]);
});

const containers = () => connect(env).listContainers({ all: true, filters: { label: [`workshop.run=${session.id}`] } });

async function rendered(text: string, ...files: readonly (readonly [string, string])[]): Promise<Rendered> {
  for (const [name, content] of files) writeFileSync(join(dir, name), content);
  writeFileSync(join(dir, "compose.yml"), text);
  return render(reader, "x", ["compose.yml"]);
}

/** What the service `web` has in the model. */
async function web(keys: string, ...files: readonly (readonly [string, string])[]) {
  const result = await rendered(`services: {web: {image: redis, ${keys}}}`, ...files);
  if (!("model" in result)) throw new Error(result.failed);
  return result.model.services.web;
}

test("no variable comes from this machine or from the checker", async () => {
  const names = Object.keys({ ...env, OURS: "", DOCKER_HOST: "" }).filter((name) => /^[A-Z_]+$/.test(name));
  const known = /^(PATH|HOME|PWD|HOSTNAME)$/;
  const texts = names.filter((name) => !known.test(name)).map((name) => `${name}_: "\${${name}-}"`);
  const found = (await web(`environment: {${texts.join(", ")}}`)) as { environment: Record<string, string> };
  expect(Object.keys(found.environment).length).toBeGreaterThan(3);
  expect(new Set(Object.values(found.environment))).toEqual(new Set([""]));
  const machine = await web('environment: ["H=$HOME", "P=$PATH", "N=$HOSTNAME"]');
  expect(machine?.environment).toEqual({ H: "/", P: expect.not.stringContaining(env.HOME ?? "?"), N: "compose" });
});

test("the folder, and the .env in it, are as students have them", async () => {
  const keys = `environment: {A: "\${A}", B: "a$$b"}, volumes: ["\${PWD}/files:/files"]`;
  const found = await web(keys, [".env", "A=from .env\n"]);
  expect(found?.environment).toEqual({ A: "from .env", B: "a$b" });
  expect(found?.volumes).toMatchObject([{ source: "/submission/files" }]);
});

test("what only its owner may read is read, too", async () => {
  writeFileSync(join(dir, "mine.env"), "MINE=1\n");
  chmodSync(join(dir, "mine.env"), 0o600);
  execFileSync("chown", process.getuid?.() === 0 ? ["12345", join(dir, "mine.env")] : ["--version"]);
  expect((await web("env_file: mine.env"))?.environment).toEqual({ MINE: "1" });
});

test.each([
  ["variables", "services: {web: {image: redis, env_file: ../outside.env}}"],
  ["variables, by the whole path", `services: {web: {image: redis, env_file: ${home}/outside.env}}`],
  ["variables behind a link", "services: {web: {image: redis, env_file: link.env}}"],
  ["another file", "include: [../outside.env]"],
  ["a second file", "include: [{path: [more.yml, ../outside.env]}]"],
  ["a folder that is not there", "include: [{path: more.yml, project_directory: a/b/../../..}]"],
  ["an artifact", "include: ['oci://registry.example.org/some/work']"],
])("cannot read from outside: %s", async (_, text) => {
  symlinkSync(join(home, "outside.env"), join(dir, "link.env"));
  const result = await rendered(text, ["more.yml", "services: {more: {image: redis, env_file: outside.env}}\n"]);
  expect(result).toMatchObject({ failed: expect.stringMatching(/no such file|not found|remote resource|lookup/) });
  expect(JSON.stringify(result)).not.toContain("SECRET");
});

test("files that do not end use up a container, and not the next one", async () => {
  const endless = await rendered("services: {web: {image: redis, env_file: /dev/zero}}");
  expect(endless).toMatchObject({ failed: expect.stringContaining("more memory to read it") });
  expect(await web("env_file: []")).toMatchObject({ image: "redis" });
});

test("a model beyond all measure is no model", async () => {
  const services = Array.from({ length: 40 }, (_, web) => `  web${web}: {image: redis, env_file: long.env}`);
  const result = await rendered(`services:\n${services.join("\n")}\n`, ["long.env", `A=${"x".repeat(200_000)}\n`]);
  expect(result).toMatchObject({ failed: "The file describes far too many services, or far too large ones." });
});

test("a pipe that nobody writes to ends with its time", async () => {
  execFileSync("mkfifo", [join(dir, "pipe.env")]);
  const began = performance.now();
  const result = await rendered("services: {web: {image: redis, env_file: pipe.env}}");
  expect(result).toMatchObject({ failed: "Compose did not finish reading it in time." });
  expect(performance.now() - began).toBeLessThan(60_000);
  expect(await containers()).toEqual([]);
});
