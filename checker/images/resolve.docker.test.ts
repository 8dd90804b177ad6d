import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { Finding } from "../core/errors.ts";
import type { Event } from "../core/events.ts";
import { connect } from "../engine/connect.ts";
import { taggedImages } from "../engine/images.ts";
import { Session } from "../engine/session.ts";
import { ensureReady } from "../setup/ready.ts";
import { BaseImages } from "./resolve.ts";

const { env } = process;
const docker = connect(env);
const PYTHON = "python:3.13-slim";
/** An image of our own, built upon that. */
const MINE = "resolve-test/mine:1";

/** A registry that would have every image: what asks it is counted. */
const asked: string[] = [];
const registry = createServer(({ method, url }, response) => {
  asked.push(`${method} ${url}`);
  response.writeHead(404, { "content-type": "application/json" });
  response.end('{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}');
});
let port: number;

/** From a folder: buildx leaves folders for temporary files behind when it reads a Dockerfile from its stdin. */
async function built(tag: string, dockerfile: string) {
  const context = await mkdtemp(join(tmpdir(), "resolve-test-"));
  try {
    await writeFile(join(context, "Dockerfile"), dockerfile);
    return await execa("docker", ["build", "--progress=plain", "--tag", tag, context], { all: true });
  } finally {
    await rm(context, { recursive: true });
  }
}

let session: Session;
let images: BaseImages;
const events: Event[] = [];

beforeAll(async () => {
  await ensureReady({ env, say: () => {}, images: [PYTHON, "redis:latest"] });
  await built(MINE, `FROM ${PYTHON}\nLABEL mine=1\n`);
  await new Promise<void>((listening) => registry.listen(0, "127.0.0.1", listening));
  port = (registry.address() as AddressInfo).port;
}, 600_000);
afterAll(async () => {
  registry.close();
  await docker.getImage(MINE).remove();
});
beforeEach(() => {
  asked.length = 0;
  events.length = 0;
  const { signal } = new AbortController();
  session = new Session({ docker, env, emit: (event) => events.push(event), signal });
  images = new BaseImages(session);
});
afterEach(async () => {
  await images[Symbol.asyncDispose]();
  await session[Symbol.asyncDispose]();
});

const idOf = async (name: string): Promise<string> => (await docker.getImage(name).inspect()).Id;
const isThere = (name: string): Promise<boolean> => idOf(name).then(Boolean, () => false);

test("what is here is found by its id, under a name that is this run's alone and goes with it", async () => {
  const before = await docker.getImage(PYTHON).inspect();
  const base = await images.resolve(PYTHON, { file: "rng/Dockerfile", line: 1 });
  expect(base).toMatchObject({ name: PYTHON, id: before.Id });
  expect(base.ref).toMatch(/^workshop\.invalid\/[0-9a-f]+:[0-9a-f]{8}-1$/);
  expect(await idOf(base.ref)).toBe(before.Id);
  expect(await images.resolve(`docker.io/library/${PYTHON}`, {})).toEqual({
    ...base,
    name: `docker.io/library/${PYTHON}`,
  });
  expect(images.asWritten(`FROM ${base.ref}: not found`)).toBe(`FROM ${PYTHON}: not found`);
  await images[Symbol.asyncDispose]();
  expect(await isThere(base.ref)).toBe(false);
  expect((await docker.getImage(PYTHON).inspect()).RepoTags).toEqual(before.RepoTags);
});

test("what comes after the end of a run gets nothing, so that nothing of it is left", async () => {
  await images[Symbol.asyncDispose]();
  await expect(images.resolve(PYTHON, {})).rejects.toMatchObject({ code: "INTERRUPTED" });
  await session[Symbol.asyncDispose]();
  await expect(session.cli(["pull", PYTHON], { deadline: 10 })).rejects.toMatchObject({ code: "INTERRUPTED" });
  const tag = `resolve-test/${session.id}`;
  const lent = session.creating(() => docker.getImage(PYTHON).tag({ repo: tag, tag: "late" }));
  await expect(lent).rejects.toMatchObject({ code: "INTERRUPTED" });
  expect(await isThere(`${tag}:late`)).toBe(false);
});

test("an image whose own name is gone meanwhile is not removed with ours", async () => {
  const name = `resolve-test/${session.id}:1`;
  await built(name, `FROM ${PYTHON}\nLABEL x=${session.id}\n`);
  const { id, ref } = await images.resolve(name, {});
  try {
    await docker.getImage(name).remove();
    await images[Symbol.asyncDispose]();
    expect(await isThere(ref)).toBe(false);
    expect(await isThere(id)).toBe(true);
  } finally {
    await docker.getImage(id).remove({ force: true });
  }
});

test("a build by our name is cached for the next run, which has another one", async () => {
  const build = async (all: BaseImages, tag: string) => {
    const { ref } = await all.resolve(PYTHON, {});
    const text = `FROM ${ref}\nRUN echo ${first} > /x\n`;
    return built(tag, text);
  };
  const first = session.id;
  const other = new Session({ docker, env, emit: () => {}, signal: session.signal });
  const others = new BaseImages(other);
  const tags = [`resolve-test/${session.id}:a`, `resolve-test/${session.id}:b`] as const;
  try {
    expect((await build(images, tags[0])).all).not.toMatch(/^#\d+ CACHED\n[\s\S]*RUN echo/);
    expect((await build(others, tags[1])).all).toMatch(/RUN echo .*\n#\d+ CACHED/);
  } finally {
    for (const tag of tags)
      await docker
        .getImage(tag)
        .remove()
        .catch(() => undefined);
    await others[Symbol.asyncDispose]();
    await other[Symbol.asyncDispose]();
  }
});

test("a stand-in is known as one, and what is built from it is not", async () => {
  const standIn = (await docker.getImage(PYTHON).inspect()).RepoTags.some((tag) =>
    tag.startsWith("workshop-classroom/"),
  );
  const all = await taggedImages(docker);
  expect(all.find(({ tag }) => tag === PYTHON)?.standIn).toBe(standIn);
  expect(all.find(({ tag }) => tag === MINE)?.standIn).toBe(false);
});

test("a registry on the machine is asked nothing, however it is spelt", async () => {
  const seen = await new Promise((answered) => {
    request({ port, host: "127.0.0.1", path: "/v2/" }, (response) => answered(response.statusCode)).end();
  });
  expect([seen, asked]).toEqual([404, ["GET /v2/"]]);
  // The engine itself would ask it.
  await execa("docker", ["pull", `127.0.0.1:${port}/proof`], { reject: false });
  expect(asked.some((line) => line.includes("/v2/proof/"))).toBe(true);
  asked.length = 0;
  const hosts = ["127.0.0.1", "localhost", "LOCALHOST", "LocalHost", "[::1]", "127.1", "0.0.0.0", "127.0.0.1.nip.io"];
  const names = hosts.flatMap((host) => ["x", "x:1", `x@sha256:${"0".repeat(64)}`].map((x) => `${host}:${port}/${x}`));
  for (const name of names) {
    const error = await images.resolve(name, { file: "rng/Dockerfile", line: 3 }).catch((refused) => refused);
    expect(error, name).toMatchObject({ name: "Finding", details: { file: "rng/Dockerfile", line: 3 } });
    expect(["image-registry", "dockerfile-image"], name).toContain(error.code);
  }
  expect(asked).toEqual([]);
  expect(events).toEqual([]);
});

test.each([
  ["workshop/dockercoins-rng:reference", "dockerfile-image"],
  ["docker.io/workshop/x", "dockerfile-image"],
  ["sha256:0123456789ab", "dockerfile-image"],
  ["Python:3", undefined],
  ["python:", undefined],
  ["python:3:4", undefined],
  ["", undefined],
])("%j is refused", async (name, rule) => {
  const error = await images.resolve(name, { file: "a/Dockerfile", line: 2 }).catch((refused) => refused);
  expect(error).toMatchObject({ name: "Finding", details: { file: "a/Dockerfile", line: 2 } });
  if (rule !== undefined) expect(error.code).toBe(rule);
});

test("a name of ours cannot be asked for by a submission", async () => {
  const { ref } = await images.resolve(PYTHON, {});
  await expect(images.resolve(ref, {})).rejects.toMatchObject({ code: "dockerfile-image" });
});

test("an image for another platform is not judged, and both platforms are named", async () => {
  const own = await images.resolve(PYTHON, {});
  const { Os, Architecture } = await docker.getImage(PYTHON).inspect();
  expect((await images.resolve(PYTHON, {}, `${Os}/${Architecture}`)).id).toBe(own.id);
  await expect(images.resolve(PYTHON, {}, "linux/s390x")).rejects.toMatchObject({
    code: "IMAGE_MISSING",
    message: `The image ${PYTHON} is not available here for linux/s390x. What is on this machine under that name is for ${Os}/${Architecture}.`,
  });
  await expect(images.resolve(PYTHON, {}, "linux/amd46")).rejects.toMatchObject({ name: "Finding" });
});

test("what is missing is pulled by us; its registry does not know it, or cannot be reached from here", async () => {
  const error = await images.resolve("resolve-test/nothing-is-called-this:1", { service: "db" }).catch((said) => said);
  expect(["IMAGE_MISSING", "REGISTRY_LIMIT", undefined]).toContain(error.code);
  expect(error.name).toBe(error.code === undefined ? "Finding" : "GraderError");
  const steps = events.flatMap((event) => (event.type === "step-ended" ? [event.step] : []));
  expect(steps.map(({ phase, subject }) => `${phase} ${subject}`)).toEqual([
    "pull resolve-test/nothing-is-called-this:1",
  ]);
});

test("where no registry answers, a stand-in for a tag that has one is made when it is first asked for, and that is said", async ({
  skip,
}) => {
  // Of no image anywhere: nobody's own is removed for this.
  const tag = "redis:7.0.1-alpine3.3";
  const base = await images.resolve(tag, { service: "redis" }).catch((error: unknown) => error);
  skip(base instanceof Finding, "a registry answers here, and does not know the tag");
  try {
    expect(base).toMatchObject({ name: tag, id: await idOf(tag) });
    const notes = events.flatMap((event) => (event.type === "note" ? [event.text] : []));
    expect(notes).toEqual([`${tag} cannot be fetched here: a stand-in for it was made from Debian.`]);
  } finally {
    await docker.getImage(tag).remove();
  }
}, 180_000);
