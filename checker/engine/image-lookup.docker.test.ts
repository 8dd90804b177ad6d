import { text } from "node:stream/consumers";
import { beforeAll, expect, test } from "vitest";
import { ensureReady } from "../setup/ready.ts";
import { connect } from "./connect.ts";
import { inspectImage, listImages } from "./image-lookup.ts";

const { env } = process;
const docker = connect(env);
const LABEL = "workshop.test=image-lookup";
const ROUNDS = 400;

beforeAll(() => ensureReady({ env, say: () => {}, images: [] }), 600_000);

async function makeEmpty(): Promise<string> {
  const progress = await docker.importImage(Buffer.alloc(1024) as never, { changes: [`LABEL ${LABEL}`] });
  return /sha256:[0-9a-f]{64}/.exec(await text(progress))?.[0] ?? "";
}

test("an image that goes while it is looked at is there, or is not, and the others are listed", {
  timeout: 120_000,
}, async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const id = await makeEmpty();
    const removed = docker.getImage(id).remove();
    // The engine is in the middle of it: each of them meets another moment.
    const looks = await Promise.all([1, 2, 3, 4, 5, 6].map(() => inspectImage(docker, id)));
    const listed = await listImages(docker, { filters: { label: [LABEL] } });
    await removed;
    for (const look of looks) expect([undefined, id]).toContain(look?.Id);
    for (const image of listed) expect(image.Id).toBe(id);
    expect(await inspectImage(docker, id)).toBeUndefined();
  }
});
