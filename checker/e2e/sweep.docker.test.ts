import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { connect } from "../engine/connect.ts";
import { Bystanders } from "./bystanders.ts";
import { CheckCommand, check, temporaryFolder } from "./command.ts";
import { ownedBy, processesWith } from "./engine.ts";
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
    Array.from({ length: kills }, (): [string, number] => [part, 0.3 + random() * seconds]),
  );

  test.each(moments)("%s, after %d s", { timeout: 300_000 }, async (part, seconds) => {
    await using tmp = await temporaryFolder();
    await using bystanders = await Bystanders.start(docker, tmp.path);
    const killed = new CheckCommand([part, "--in", "solutions"], { tmp: tmp.path });
    await Promise.race([pause(1000 * seconds), killed.ended]);
    killed.kill("SIGKILL");
    await killed.ended;
    const { code, stdout, stderr } = await check(["part1", "--in", "solutions"], { tmp: tmp.path });
    expect(stdout, stderr).toContain("100 of 100 points");
    expect(code).toBe(0);
    expect(await ownedBy(docker, killed.owner)).toEqual([]);
    expect(await processesWith(`TMPDIR=${tmp.path}`)).toEqual([]);
    expect((await tmp.entries()).filter((name) => !name.startsWith("workshop-"))).toEqual([]);
    expect(await tmp.entries()).toHaveLength(1);
    expect(await bystanders.harm()).toBe("");
  });
});
