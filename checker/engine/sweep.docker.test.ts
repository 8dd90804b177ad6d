import { randomBytes } from "node:crypto";
import { execa } from "execa";
import { afterEach, beforeAll, expect, test } from "vitest";
import { ensureReady } from "../setup/ready.ts";
import { connect } from "./connect.ts";
import { ownerPrefix, thisOwner } from "./owner.ts";
import { removeContainer, removeLabelled, sweepDead } from "./sweep.ts";

const IMAGE = "redis:latest";
const { env } = process;
const docker = connect(env);

beforeAll(() => ensureReady({ env, say: () => {}, images: [IMAGE] }), 600_000);

/** A container, a network with it, a volume and an image, all with one name and these labels. */
class Things {
  readonly name = `sweep-test-${randomBytes(4).toString("hex")}`;
  readonly labels: Record<string, string>;

  constructor(labels: Record<string, string>) {
    this.labels = labels;
  }

  async make(): Promise<this> {
    const { name, labels } = this;
    await docker.createNetwork({ Name: name, Labels: labels });
    await docker.createVolume({ Name: name, Labels: labels });
    const container = await docker.createContainer({
      name,
      Image: IMAGE,
      Labels: labels,
      HostConfig: { NetworkMode: name, Binds: [`${name}:/data`] },
    });
    await container.start();
    await container.commit({
      repo: `workshop/${name}`,
      changes: Object.entries(labels)
        .map(([key, value]) => `LABEL ${key}="${value}"`)
        .join("\n"),
    });
    return this;
  }

  /** Which of the four are still there. */
  async left(): Promise<readonly string[]> {
    const { name } = this;
    const there = async (kind: string, look: Promise<unknown>) => ((await look.catch(() => undefined)) ? [kind] : []);
    const found = await Promise.all([
      there("container", docker.getContainer(name).inspect()),
      there("network", docker.getNetwork(name).inspect()),
      there("volume", docker.getVolume(name).inspect()),
      there("image", docker.getImage(`workshop/${name}`).inspect()),
    ]);
    return found.flat();
  }

  async remove(): Promise<void> {
    const { name } = this;
    const gone = () => undefined;
    await docker.getContainer(name).remove({ force: true, v: true }).catch(gone);
    await docker.getNetwork(name).remove().catch(gone);
    await docker.getVolume(name).remove().catch(gone);
    await docker.getImage(`workshop/${name}`).remove({ force: true }).catch(gone);
  }
}

const ALL = ["container", "network", "volume", "image"];
const made: Things[] = [];
afterEach(async () => {
  await Promise.all(made.splice(0).map((things) => things.remove()));
});

function things(labels: Record<string, string>): Promise<Things> {
  const some = new Things(labels);
  made.push(some);
  return some.make();
}

const run = () => randomBytes(4).toString("hex");
const DEAD = `${ownerPrefix(process.pid)}1`;

test("what a dead process left is removed; what lives, is elsewhere, is kept, or only looks alike stays", async () => {
  // It dies when everything is there: another check on this machine would sweep what is dead from the beginning.
  const child = execa("sleep", ["600"], { reject: false });
  const dead = await things({ "workshop.run": run(), "workshop.owner": `${ownerPrefix(child.pid ?? 0)}x` });
  const stay = await Promise.all(
    [
      { "workshop.run": run(), "workshop.owner": thisOwner() },
      { "workshop.run": run(), "workshop.owner": `0badcafe-0badb007-4026531836-${process.pid}-1` },
      { "workshop.run": run() },
      { "workshop.kept": run() },
      { "workshop.owner": DEAD },
      { "workshop.runner": run(), "workshop.owner": DEAD },
      { "com.docker.compose.project": `workshop-${run()}`, workshop: "run" },
    ].map(things),
  );
  expect(await dead.left()).toEqual(ALL);
  child.kill("SIGKILL");
  await child;
  expect(await sweepDead(docker)).toBe(0);
  expect(await dead.left()).toEqual([]);
  for (const { labels, left } of await Promise.all(stay.map(async (some) => ({ ...some, left: await some.left() }))))
    expect(left, JSON.stringify(labels)).toEqual(ALL);
});

test("removing one run removes everything of it, and nothing of another", async () => {
  const id = run();
  const mine = await Promise.all([things({ "workshop.run": id }), things({ "workshop.run": id })]);
  const others = await Promise.all([
    things({ "workshop.run": `${id}0` }),
    things({ "workshop.run": id.slice(1) }),
    things({ "workshop.kept": id }),
    things({ [`workshop.run=${id}`]: "" }),
  ]);
  expect(await removeLabelled(docker, `workshop.run=${id}`)).toBe(0);
  expect(await Promise.all(mine.map((some) => some.left()))).toEqual([[], []]);
  for (const other of others) expect(await other.left(), JSON.stringify(other.labels)).toEqual(ALL);
  expect(await removeLabelled(docker, `workshop.run=${id}`)).toBe(0);
});

test("a volume that somebody else uses stays, is counted, and goes once it is free", async () => {
  const mine = await things({ "workshop.run": run() });
  const label = `workshop.run=${mine.labels["workshop.run"]}`;
  const name = `${mine.name}-user`;
  const user = await docker.createContainer({ name, Image: IMAGE, HostConfig: { Binds: [`${mine.name}:/data`] } });
  try {
    expect(await removeLabelled(docker, label)).toBe(1);
    expect(await mine.left()).toEqual(["volume"]);
  } finally {
    await user.remove({ force: true });
  }
  expect(await removeLabelled(docker, label)).toBe(0);
  expect(await mine.left()).toEqual([]);
});

test("two that remove the same container at once both see it gone", async () => {
  const mine = await things({ "workshop.run": run() });
  const { Id } = await docker.getContainer(mine.name).inspect();
  const results = await Promise.allSettled(Array.from({ length: 4 }, () => removeContainer(docker, Id)));
  expect(await mine.left()).not.toContain("container");
  for (const result of results)
    if (result.status === "rejected") expect(result.reason).toMatchObject({ statusCode: 404 });
});
