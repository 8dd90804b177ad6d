import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { beforeAll, expect, test } from "vitest";
import { Finding, GraderError } from "../core/errors.ts";
import { connect } from "../engine/connect.ts";
import { Session } from "../engine/session.ts";
import { ensureReady } from "../setup/ready.ts";
import { fetchImages } from "./stack-images.ts";

beforeAll(async () => {
  await ensureReady({ env: process.env, say: () => {}, images: ["redis:latest"] });
}, 600_000);

async function fetched(services: object): Promise<unknown> {
  const docker = connect(process.env);
  const { signal } = new AbortController();
  await using session = new Session({ docker, env: process.env, emit: () => {}, signal });
  return fetchImages(session, { name: "mine", services: services as never }, 20).catch((error: unknown) => error);
}

/** A registry that answers everything with this; gives what becomes of an image of it. */
async function fetchedFrom(status: number, code: string): Promise<unknown> {
  const registry = createServer((_, response) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify({ errors: [{ code, message: code.toLowerCase() }] }));
  });
  await new Promise<void>((listening) => registry.listen(0, "127.0.0.1", listening));
  try {
    const image = `localhost:${(registry.address() as AddressInfo).port}/redis:alpine`;
    return await fetched({ db: { image } });
  } finally {
    registry.close();
  }
}

test("what is here, or is built by another service, is not fetched", async () => {
  expect(
    await fetched({
      redis: { image: "redis" },
      again: { image: "docker.io/library/redis:latest" },
      app: { build: { context: "app" }, image: "localhost:1/mine" },
      more: { image: "localhost:1/mine:latest" },
    }),
  ).toBeUndefined();
});

test("an image of a service that cannot be fetched is our problem, and those that are here are named", async () => {
  const error = (await fetched({ db: { image: "localhost:1/redis:alpine" } })) as GraderError;
  expect(error).toBeInstanceOf(GraderError);
  expect(error.code).toBe("IMAGE_MISSING");
  expect(error.message).toBe(
    "The image localhost:1/redis:alpine is not on this machine, and the registry cannot be reached.",
  );
  expect(error.advice).toContain("Available here: ");
});

test("a registry that refuses more downloads for now is our problem, too", async () => {
  expect(await fetchedFrom(429, "TOOMANYREQUESTS")).toMatchObject({ name: "GraderError", code: "REGISTRY_LIMIT" });
});

test("an image that the registry does not have is the student's mistake", async () => {
  const error = (await fetchedFrom(404, "MANIFEST_UNKNOWN")) as Finding;
  expect(error).toBeInstanceOf(Finding);
  expect(error.message).toMatch(/^The image localhost:\d+\/redis:alpine of db does not exist\.$/);
});
