import { beforeAll, expect, test } from "vitest";
import { Finding, GraderError } from "../../core/errors.ts";
import { connect } from "../../engine/connect.ts";
import { Session } from "../../engine/session.ts";
import { BaseImages } from "../../images/resolve.ts";
import { ensureReady } from "../../setup/ready.ts";
import { stackImages } from "./stack-images.ts";

beforeAll(async () => {
  await ensureReady({ env: process.env, say: () => {}, images: ["redis:latest"] });
}, 600_000);

async function found(services: object): Promise<unknown> {
  const docker = connect(process.env);
  const { signal } = new AbortController();
  await using session = new Session({ docker, env: process.env, emit: () => {}, signal });
  await using images = new BaseImages(session);
  return await stackImages({ name: "mine", services: services as never }, images).then(
    (all) => [...all].map(([service, { name }]) => `${service}: ${name}`),
    (error: unknown) => error,
  );
}

test("what is here is found; what another service builds is not looked for", async () => {
  expect(
    await found({
      redis: { image: "redis" },
      again: { image: "docker.io/library/redis:latest" },
      app: { build: { context: "app" }, image: "localhost:1/mine" },
      more: { image: "localhost:1/mine:latest" },
    }),
  ).toEqual(["redis: redis", "again: docker.io/library/redis:latest"]);
});

test("a registry that is no public one is not asked", async () => {
  const error = (await found({ db: { image: "localhost:1/redis:alpine" } })) as Finding;
  expect(error).toBeInstanceOf(Finding);
  expect(error.code).toBe("image-registry");
});

test("an image that is here for another platform is not judged, and the platforms are named", async () => {
  const error = (await found({ db: { image: "redis", platform: "linux/s390x" } })) as GraderError;
  expect(error).toBeInstanceOf(GraderError);
  expect(error.code).toBe("IMAGE_MISSING");
  expect(error.message).toMatch(
    /^The image redis is not available here for linux\/s390x\. What is on this machine under that name is for linux\/\w+\.$/,
  );
});
