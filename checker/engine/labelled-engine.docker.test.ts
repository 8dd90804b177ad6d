import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "./connect.ts";
import { type LabelledEngine, labelledEngine } from "./labelled-engine.ts";
import { OWNER, RUN } from "./labels.ts";
import { thisOwner } from "./owner.ts";
import { removeLabelled } from "./sweep.ts";

const id = `labelled-${process.pid}`;
const labels = { [RUN]: id, [OWNER]: thisOwner() };
const projects = new Set<string>();
const volumes = new Set<string>();
let folder: string;
let engine: LabelledEngine;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "labelled-"));
  engine = await labelledEngine(process.env, labels, folder, {
    project: (name) => projects.add(name),
    volume: (name) => volumes.add(name),
  });
});
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  expect(await removeLabelled(connect(process.env), `${RUN}=${id}`)).toBe(0);
  await rm(folder, { recursive: true });
});

const docker = (args: readonly string[], input = "") =>
  execa("docker", args, { env: { DOCKER_HOST: engine.host, BUILDX_BUILDER: "default" }, input, timeout: 60_000 });

test("a program that reads to the end of its input sees that end, and its answer comes back", async () => {
  const text = "x".repeat(200_000);
  expect((await docker(["run", "--rm", "--interactive", "redis", "wc", "-c"], text)).stdout.trim()).toBe("200000");
  expect((await docker(["run", "--rm", "redis", "sh", "-c", "echo out; echo err >&2"])).stderr).toBe("err");
});

test("exit codes, and what the engine refuses, are as without it", async () => {
  const failed = await docker(["run", "--rm", "redis", "sh", "-c", "exit 7"]).catch((error) => error);
  expect(failed.exitCode).toBe(7);
  const refused = await docker(["run", "--rm", "--network", "nowhere-at-all", "redis"]).catch((error) => error);
  expect(refused.stderr).toContain("network nowhere-at-all not found");
});

test("containers, networks and volumes carry the labels beside their own", async () => {
  await docker(["network", "create", "--label", "own=1", id]);
  await docker(["volume", "create", id]);
  await docker([
    "run",
    "--detach",
    "--name",
    id,
    "--network",
    id,
    "--volume",
    `${id}b:/b`,
    "--mount",
    `src=${id}c,dst=/c`,
    "redis",
  ]);
  for (const [kind, name] of [
    ["network", id],
    ["volume", id],
    ["volume", `${id}b`],
    ["volume", `${id}c`],
  ] as const) {
    const { stdout } = await execa("docker", [kind, "inspect", "--format", "{{json .Labels}}", name]);
    expect(JSON.parse(stdout), `${kind} ${name}`).toMatchObject(labels);
  }
  const { stdout } = await execa("docker", ["inspect", "--format", "{{json .Config.Labels}}", id]);
  expect(JSON.parse(stdout)).toMatchObject(labels);
  // The image of redis asks for a folder, which gets a volume without a name.
  const { stdout: mounts } = await execa("docker", ["inspect", "--format", "{{json .Mounts}}", id]);
  const nameless = (JSON.parse(mounts) as { Name: string }[])
    .map(({ Name }) => Name)
    .filter((name) => !name.startsWith(id));
  expect(nameless).toHaveLength(1);
  expect([...volumes]).toEqual(expect.arrayContaining(nameless));
  expect((await docker(["network", "inspect", "--format", "{{json .Labels}}", id])).stdout).toContain('"own":"1"');
});

test("the projects of Compose are told", async () => {
  await docker(["compose", "--project-name", `${id}p`, "--file", "-", "create"], "services: { a: { image: redis } }");
  expect(projects).toEqual(new Set([`${id}p`]));
});
