import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type BuildResult, build } from "../../engine/build.ts";
import { connect } from "../../engine/connect.ts";
import { Session } from "../../engine/session.ts";
import { answersOf } from "../../grading/prove.ts";
import { labs } from "../../labs/catalogue.ts";
import { ensureReady } from "../../setup/ready.ts";
import { Workspace } from "../../workspace/workspace.ts";
import { Draft } from "../answers/answers.ts";
import { BuildRecipes } from "./build-recipes.ts";

/** `WORKSHOP_PROVE=all`: every Dockerfile of a reference or of a right answer; else some of them. */
const { env } = process;
const SAMPLE = 8;
const SOLUTIONS = fileURLToPath(new URL("../../../solutions/", import.meta.url));
const docker = connect(env);

interface Case {
  readonly dir: string;
  readonly folder: string;
  readonly name: string;
  readonly text: string;
}

let session: Session;
let home: string;
beforeAll(async () => {
  await ensureReady({ env, say: () => {}, images: "classroom" });
  home = await mkdtemp(join(tmpdir(), "same-image-test-"));
  session = new Session({ docker, env, emit: () => undefined, signal: new AbortController().signal });
}, 600_000);
afterAll(async () => {
  await session[Symbol.asyncDispose]();
  await rm(home, { recursive: true, force: true });
});

/** Every Dockerfile that a reference or a right answer has, each text once. */
async function cases(): Promise<readonly Case[]> {
  const found = new Map<string, Case>();
  for (const lab of await labs()) {
    const { right } = await answersOf(lab);
    for (const [index, edit] of [() => undefined, ...right.map(({ edit }) => edit)].entries()) {
      const draft = new Draft(join(SOLUTIONS, lab.name), join(home, `${lab.name}-${index}`));
      edit(draft);
      for (const path of await readdir(draft.dir, { recursive: true })) {
        const [, folder, name] = /^([\w.-]+)\/([^/]*dockerfile[^/]*)$/i.exec(path) ?? [];
        if (folder === undefined || name === undefined || name.endsWith(".dockerignore")) continue;
        const text = await readFile(join(draft.dir, path), "utf8");
        // The frontend that such a line names cannot be had everywhere.
        if (/^#\s*syntax=/im.test(text)) continue;
        const key = `${lab.name} ${folder} ${text}`;
        if (!found.has(key)) found.set(key, { dir: draft.dir, folder, name, text });
      }
    }
  }
  return [...found.values()];
}

let count = 0;

/** What an image is: its layers, and how it starts. Times and names of builds are none of it. */
async function imageOf(context: string, dockerfile: string): Promise<unknown> {
  const tag = `workshop/${session.id}-same-${++count}`;
  const spec = { subject: tag, context, dockerfile, tag, labels: session.labels };
  const result: BuildResult = await build(session, { ...spec, deadline: 300 });
  if (result.status !== "built") return result.output.split("\n").findLast((line) => /ERROR|failed/.test(line));
  const { RootFS, Config, Architecture, Author } = await docker.getImage(tag).inspect();
  return { layers: RootFS.Layers, Config, Architecture, Author };
}

test("an image is the same, whether it is built from the student's text or from what is written out of it", async () => {
  const all = await cases();
  const chosen =
    env.WORKSHOP_PROVE === "all" ? all : all.filter((_, index) => index % Math.ceil(all.length / SAMPLE) === 0);
  expect(all.length).toBeGreaterThan(20);
  for (const { dir, folder, name, text } of chosen) {
    await using workspace = await Workspace.open({
      submission: dir,
      reference: dir,
      given: [],
      folders: [folder],
      restore: false,
      docker,
      note: () => undefined,
    });
    const recipes = new BuildRecipes(session, workspace, async ({ name }) => ({ ref: name }));
    const { file } = await recipes.ready({ service: folder, folder, name, text });
    const context = join(workspace.dir, folder);
    const [student, ours] = [await imageOf(context, join(context, name)), await imageOf(context, file)];
    expect(student, text).toHaveProperty("layers");
    expect(ours, text).toEqual(student);
  }
}, 3_600_000);
