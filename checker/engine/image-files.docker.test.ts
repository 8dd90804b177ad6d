import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureReady } from "../setup/ready.ts";
import { connect } from "./connect.ts";
import { findInImage } from "./image-files.ts";
import { RUN } from "./labels.ts";
import { Session } from "./session.ts";

const { env } = process;
const docker = connect(env);
const IMAGE = "redis:8";

let session: Session;
beforeAll(async () => {
  await ensureReady({ env, say: () => {}, images: [IMAGE] });
  session = new Session({ docker, env, emit: () => undefined, signal: new AbortController().signal });
}, 600_000);
afterAll(() => session[Symbol.asyncDispose]());

test("finds a file wherever it is, and neither links nor folders", async () => {
  expect(await findInImage(session, IMAGE, (path) => /(^|\/)docker-entrypoint\.sh$/.test(path))).toBe(
    "usr/local/bin/docker-entrypoint.sh",
  );
  expect(await findInImage(session, IMAGE, (path) => path === "bin")).toBeUndefined();
  expect(await findInImage(session, IMAGE, (path) => path === "usr/local/bin/")).toBeUndefined();
});

test("a deleted file is not there, no command and no shell is needed, and nothing is left", async () => {
  const name = `workshop/${session.id}-files`;
  const context = await mkdtemp(join(tmpdir(), "image-files-"));
  try {
    await writeFile(
      join(context, "Dockerfile"),
      `FROM ${IMAGE} AS made\nRUN mkdir /made && touch /made/kept /made/gone\nRUN rm /made/gone\nFROM scratch\nCOPY --from=made /made /\n`,
    );
    await execa("docker", ["build", "--tag", name, context], { env: { ...env, DOCKER_BUILDKIT: "1" } });
    expect(await findInImage(session, name, (path) => path === "kept")).toBe("kept");
    expect(await findInImage(session, name, (path) => path === "gone")).toBeUndefined();
    await docker.getImage(name).remove();
  } finally {
    await rm(context, { recursive: true });
  }
  const filters = { label: [`${RUN}=${session.id}`] };
  expect(await docker.listContainers({ all: true, filters })).toEqual([]);
});

test("an image that is not there rejects", async () => {
  await expect(findInImage(session, `workshop/${session.id}-none`, () => true)).rejects.toThrow(/no such image/i);
});
