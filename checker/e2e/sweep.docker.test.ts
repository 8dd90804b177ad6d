import { randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { connect } from "../engine/connect.ts";
import { Bystanders } from "./bystanders.ts";
import { CheckCommand, check, temporaryFolder } from "./command.ts";
import { draft } from "./draft.ts";
import { eventually, ownedBy, processesWith } from "./engine.ts";
import { randomFrom } from "./random.ts";

const docker = connect(process.env);
const all = process.env.WORKSHOP_PROVE === "all";

/** Kills, and seconds in which they fall: about as long as the part takes. */
const PLAN = all
  ? { part1: [10, 7], part2: [10, 15], bonus: [10, 60] }
  : { part1: [3, 7], part2: [3, 15], bonus: [0, 60] };

describe("kill -9 at a random moment: the next run removes everything, judges right, and touches nobody else", () => {
  const random = randomFrom(20_240_607);
  const moments = Object.entries(PLAN).flatMap(([part, [kills = 0, seconds = 0]]) =>
    Array.from({ length: kills }, (): [string, string] => [part, (0.3 + random() * seconds).toFixed(2)]),
  );
  let landed = 0;

  test.each(moments)("%s, after %s s", { timeout: 300_000 }, async (part, seconds) => {
    await using tmp = await temporaryFolder();
    await using bystanders = await Bystanders.start(docker, tmp.path);
    const killed = new CheckCommand([part, "--in", "solutions"], { tmp: tmp.path });
    await Promise.race([pause(1000 * Number(seconds)), killed.ended]);
    killed.kill("SIGKILL");
    if ((await killed.ended).code === 137) landed += 1;
    const { code, stdout, stderr } = await check(["part1", "--in", "solutions"], { tmp: tmp.path });
    expect(stdout, stderr).toContain("100 of 100 points");
    expect(code).toBe(0);
    expect(await ownedBy(docker, killed.owner)).toEqual([]);
    expect(await processesWith(`TMPDIR=${tmp.path}`)).toEqual([]);
    expect((await tmp.entries()).filter((name) => !name.startsWith("workshop-"))).toEqual([]);
    expect(await tmp.entries()).toHaveLength(1);
    expect(await bystanders.harm()).toBe("");
  });

  test("most of the kills hit a run that was going on", () => {
    expect(landed).toBeGreaterThan(moments.length / 2);
  });
});

test("kill -9 while a build says nothing: the next run ends it, in the engine too", async () => {
  const seconds = randomInt(100_000, 999_999);
  await using tmp = await temporaryFolder();
  await using work = await draft((edit) =>
    edit.write("rng/Dockerfile", `FROM python:3.13-slim\nRUN sleep ${seconds}\n`),
  );
  const building = async () => (await processesWith(`sleep\0${seconds}`)).length > 0;
  const killed = new CheckCommand(["part1", "--in", work.dir], { tmp: tmp.path });
  await killed.during(eventually("the build sleeps", building));
  killed.kill("SIGKILL");
  await killed.ended;
  const { code, stderr } = await check(["part2", "--in", "labs"], { tmp: tmp.path });
  expect(code, stderr).toBe(1);
  await eventually("the build's process ends", async () => !(await building()));
  expect(await ownedBy(docker, killed.owner)).toEqual([]);
  expect(await processesWith(`TMPDIR=${tmp.path}`)).toEqual([]);
  expect(await tmp.entries()).toEqual([]);
});
