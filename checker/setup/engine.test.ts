import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { engineState } from "./engine.ts";

test("nobody at the socket: away, with the reason", async () => {
  const state = await engineState({ DOCKER_HOST: "unix:///nowhere/docker.sock" });
  expect(state).toMatchObject({
    kind: "away",
    reason: "ENOENT",
    endpoint: { name: expect.stringContaining("DOCKER_HOST") },
  });
});

test("an address that is none: misconfigured", async () => {
  expect(await engineState({ DOCKER_HOST: "what" })).toMatchObject({ kind: "misconfigured" });
});

test("somebody else at the address is no engine", async () => {
  const folder = await mkdtemp(join(tmpdir(), "socket-"));
  const server = createServer((_, response) => void response.writeHead(404).end("no"));
  await new Promise<void>((done) => server.listen(join(folder, "s"), done));
  const state = await engineState({ DOCKER_HOST: `unix://${folder}/s` });
  expect(state).toMatchObject({ kind: "away", reason: "it answered 404" });
  server.close();
  await rm(folder, { recursive: true });
});
