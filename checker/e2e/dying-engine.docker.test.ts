import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connect } from "../engine/connect.ts";
import { CheckCommand, check, temporaryFolder } from "./command.ts";
import { everything, ownedBy, processesWith } from "./engine.ts";
import { canHaveOwnEngine, PrivateEngine } from "./private-engine.ts";

describe.runIf(canHaveOwnEngine)("on an engine of its own", { timeout: 300_000 }, () => {
  let engine: PrivateEngine;

  beforeAll(async () => {
    engine = await PrivateEngine.start(connect(process.env), { megabytes: 3000, images: "labs" });
  }, 300_000);
  beforeEach(() => engine.boot());
  afterAll(async () => {
    await engine?.[Symbol.asyncDispose]();
  });

  test.each([
    ["part1", "while images are built", /passed {2}worker: there is a Dockerfile/, false],
    ["part1", "while containers are asked, and is back at once", /passed {2}\w+: the image builds/, true],
    ["part2", "while the stack starts", /passed {2}compose: rng, hasher, worker and webui are built/, false],
    ["part2", "while the speed is measured, and is back at once", /passed {2}compose: the page answers/, true],
    ["bonus", "before anything is measured, and is back at once", /passed {2}bonus: bonus.md/, true],
  ])(
    "%s: it dies %s: nobody's fault but ours, and the next run mends everything",
    async (part, _, moment, backAtOnce) => {
      const before = await everything(engine.docker);
      await using tmp = await temporaryFolder();
      const options = { env: engine.env, through: engine.through, tmp: tmp.path };
      const command = new CheckCommand([part, "--in", "solutions"], options);
      await command.said(moment);
      await engine.kill();
      if (backAtOnce) await engine.boot();
      const { code, stdout, stderr } = await command.ended;
      expect(stdout, stderr).toContain("ENGINE_AWAY: The Docker engine does not answer.");
      expect(stdout).toContain("undecided, not lost");
      expect(stdout).not.toMatch(/✗|BUG/);
      expect(stdout + stderr).not.toMatch(/^ {4}at |Error:/m);
      expect(code).toBe(3);
      expect(await tmp.entries()).toEqual([]);
      expect(await processesWith(`TMPDIR=${tmp.path}`)).toEqual([]);

      await engine.boot();
      const again = await check(["part1", "--in", "solutions"], options);
      expect(again.stdout, again.stderr).toContain("100 of 100 points");
      expect(again.code).toBe(0);
      expect(await ownedBy(engine.docker, command.owner)).toEqual([]);
      expect(await everything(engine.docker)).toEqual(before);
    },
  );

  test("its disk is full: NO_SPACE, and with space again everything is right", async () => {
    await using tmp = await temporaryFolder();
    const options = { env: engine.env, through: engine.through, tmp: tmp.path };
    await engine.fill(300_000);
    const { code, stdout, stderr } = await check(["part1", "--in", "solutions"], options);
    expect(stdout, stderr).toContain("NO_SPACE: The disk that Docker writes to is full.");
    expect(stdout).toContain("undecided, not lost");
    expect(stdout).not.toMatch(/✗|BUG/);
    expect(code).toBe(3);
    expect(await tmp.entries()).toEqual([]);
    await engine.empty();
    const again = await check(["part1", "--in", "solutions"], options);
    expect(again.stdout, again.stderr).toContain("100 of 100 points");
    expect(again.code).toBe(0);
  });

  test("it does not answer from the start: one clear message, what to do, exit code 3", async () => {
    await engine.kill();
    const { code, stdout, stderr } = await check(["part1", "--in", "solutions"], { env: engine.env });
    expect(stderr).toMatch(/The Docker engine at unix:\/\/.* does not answer \(ECONNREFUSED\)\./);
    expect(stderr).toContain("(ENGINE_AWAY)");
    expect(stdout).toBe("");
    expect(code).toBe(3);
  });
});
