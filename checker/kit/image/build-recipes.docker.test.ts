import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Finding, GraderError } from "../../core/errors.ts";
import { builderTooOld } from "../../diagnosis/builder-age.ts";
import { type BuildResult, build } from "../../engine/build.ts";
import { connect } from "../../engine/connect.ts";
import { engineFacts } from "../../engine/engine-facts.ts";
import { Session } from "../../engine/session.ts";
import { ensureReady } from "../../setup/ready.ts";
import { Workspace } from "../../workspace/workspace.ts";
import { filesInImage } from "../testing.ts";
import { BuildRecipes } from "./build-recipes.ts";

const { env } = process;
const docker = connect(env);
const FROM = "FROM debian:trixie-slim";

let session: Session;
let home: string;
let major: number;
beforeAll(async () => {
  await ensureReady({ env, say: () => {}, images: "classroom" });
  home = await mkdtemp(join(tmpdir(), "build-recipes-test-"));
  session = new Session({ docker, env, emit: () => undefined, signal: new AbortController().signal, network: "none" });
  major = Number.parseInt((await engineFacts(docker)).version, 10);
}, 600_000);
afterAll(async () => {
  await session[Symbol.asyncDispose]();
  await rm(home, { recursive: true, force: true });
});

let count = 0;

interface Attempt {
  readonly result: BuildResult;
  readonly tag: string;
  readonly context: string;
}

/** Builds the service rng of a submission with these files as a student's is built. */
async function attempt(
  lines: readonly string[],
  files: Readonly<Record<string, string>> = {},
  name = "Dockerfile",
): Promise<Attempt> {
  const number = ++count;
  const submission = join(home, String(number));
  const text = `${lines.join("\n")}\n`;
  for (const [path, content] of Object.entries({ [name]: text, ...files })) {
    await mkdir(dirname(join(submission, "rng", path)), { recursive: true });
    await writeFile(join(submission, "rng", path), content);
  }
  await using workspace = await Workspace.open({
    submission,
    reference: submission,
    given: [],
    folders: ["rng"],
    restore: false,
    docker,
    note: () => undefined,
  });
  const recipes = new BuildRecipes(session, workspace, async ({ name }) => ({ ref: name }));
  const { file, context, labels } = await recipes.ready({ service: "rng", folder: "rng", name, text });
  const tag = `workshop/${session.id}-recipe-${number}`;
  const spec = { subject: "rng", context, dockerfile: file, tag, labels: { ...labels, ...session.labels } };
  return { tag, context, result: await build(session, { ...spec, deadline: 120, network: "none" }) };
}

async function refusal(lines: readonly string[]): Promise<Finding | GraderError> {
  const error = await attempt(lines).catch((error: unknown) => error);
  if (error instanceof Finding || error instanceof GraderError) return error;
  throw new Error(`not refused: ${JSON.stringify(error)}`);
}

async function built(
  lines: readonly string[],
  files?: Readonly<Record<string, string>>,
  name?: string,
): Promise<string> {
  const { result, tag } = await attempt(lines, files, name);
  if (result.status !== "built") throw new Error(result.output);
  return tag;
}

/** An image that somebody prepared. */
async function prepared(lines: readonly string[]): Promise<string> {
  const context = await mkdtemp(join(home, "base-"));
  await writeFile(join(context, "Dockerfile"), `${lines.join("\n")}\n`);
  const tag = `recipes-test/${session.id}-${++count}:1`;
  const spec = { subject: "a base", context, dockerfile: join(context, "Dockerfile"), tag, labels: session.labels };
  const result = await build(session, { ...spec, deadline: 120, network: "none" });
  if (result.status !== "built") throw new Error(result.output);
  return tag;
}

test("labels of a base image that are reserved lose their value, ours have theirs, others stay", async () => {
  const base = await prepared([FROM, "LABEL com.docker.compose.project=registry workshop.mine=x harmless=y"]);
  const { Config } = await docker.getImage(await built([`FROM ${base}`, "LABEL own=z"])).inspect();
  expect(Config.Labels).toMatchObject({ ...session.labels, harmless: "y", own: "z" });
  expect(Config.Labels).toMatchObject({ "com.docker.compose.project": "", "workshop.mine": "" });
});

test("what a base image does to whatever is built upon it is judged", async () => {
  const fetching = await prepared([FROM, "ONBUILD ADD http://127.0.0.1:2375/info /info"]);
  const found = await refusal(["# c", `FROM ${fetching}`]);
  expect(found).toMatchObject({ code: "dockerfile-remote-add", details: { file: "rng/Dockerfile", line: 2 } });
  const taking = await prepared([FROM, "ONBUILD COPY --from=debian:trixie-slim /etc/hostname /x"]);
  expect(((await refusal([`FROM ${taking}`])) as Finding).code).toBe("dockerfile-image");
  const harmless = await prepared([FROM, "ONBUILD RUN touch /made"]);
  expect(await filesInImage(session, await built([`FROM ${harmless}`]))).toContain("made");
});

test("what the builder ignores, and the student's own Dockerfile, are as if it were built itself", async () => {
  const files = { ".dockerignore": "a\n", "Dockerfile.dockerignore": "b\n", a: "", b: "", "more/Dockerfile": "" };
  const both = await filesInImage(session, await built([FROM, "COPY . /w/"], files));
  expect(both.filter((path) => path.startsWith("w/")).sort()).toEqual(
    [
      "w/",
      "w/.dockerignore",
      "w/Dockerfile",
      "w/Dockerfile.dockerignore",
      "w/a",
      "w/more/",
      "w/more/Dockerfile",
    ].sort(),
  );
  const one = await filesInImage(
    session,
    await built([FROM, "COPY . /w/"], { ".dockerignore": "a\nDockerfile\n", a: "", b: "" }),
  );
  expect(one.filter((path) => /^w\/[^.]/.test(path))).toEqual(["w/b"]);
  expect(await filesInImage(session, await built([FROM, "COPY . /w/"], { x: "" }, "docker/prod"))).toContain(
    "w/docker/prod",
  );
});

test("a stage with a slip in its name is the student's mistake, whatever the registry says", async () => {
  const found = await refusal([`${FROM} AS build`, "RUN touch /made", FROM, "COPY --from=biuld /made /"]);
  expect(found.message).toBe("There is no stage biuld to copy from.");
  const expected = "a stage of this Dockerfile, such as build";
  expect((found as Finding).details).toMatchObject({ expected, file: "rng/Dockerfile", line: 4 });
});

test("a builder that is too old for a right Dockerfile does not judge it, and a newer one builds it", async () => {
  const document = [FROM, "RUN <<E", "set -e", "touch /made", "E"];
  const linked = [FROM, "COPY --link x /made"];
  if (major >= 23) {
    for (const lines of [document, linked])
      expect(await filesInImage(session, await built(lines, { x: "" }))).toContain("made");
    return;
  }
  const told = await refusal(document);
  expect(told).toMatchObject({ code: "TOO_OLD" });
  expect(told.message).toMatch(
    /^rng\/Dockerfile could not be judged here: Docker Engine 20\.10\S* is too old for a here-document \(line 2\)\.$/,
  );
  const { result } = await attempt(linked, { x: "" });
  const tooOld = result.status === "failed" ? builderTooOld("rng/Dockerfile", result.output, "20.10.24") : undefined;
  expect(tooOld).toMatchObject({ code: "TOO_OLD", advice: expect.stringContaining("Docker Engine 23.0") });
  expect(tooOld?.message).toContain("--link");
});

test("what the builder says about a line is about the line of the student's file", async () => {
  const lines = ["# c", FROM, "", "RUN true \\", "# c", " && true", "", "HEALTHCHECK --interval=soon CMD true"];
  const { result } = await attempt(lines);
  expect(result.status === "failed" && result.output).toMatch(/dockerfile parse error (?:on )?line 8/);
});

test("no two builds have contexts of the same last name, by which buildx keeps what the builder has received", async () => {
  const lines = [FROM, "COPY Dockerfile /"];
  const attempts = await Promise.all([attempt(lines), attempt(lines)]);
  expect(attempts.map(({ result }) => result.status)).toEqual(["built", "built"]);
  expect(new Set(attempts.map(({ context }) => basename(context))).size).toBe(2);
});
