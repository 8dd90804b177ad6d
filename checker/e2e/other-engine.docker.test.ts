import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "../engine/connect.ts";
import { engineState } from "../setup/engine.ts";
import type { EngineVersion } from "../setup/engine-files.ts";
import { check, temporaryFolder } from "./command.ts";
import { everything } from "./engine.ts";
import { judgeSample } from "./hostile-sample.ts";
import { canHaveOwnEngine, PrivateEngine } from "./private-engine.ts";

/** The version that the machine's own engine is not: instructors have both. */
async function otherVersion(): Promise<EngineVersion> {
  const state = await engineState(process.env);
  return state.kind === "running" && state.info.version.startsWith("20.") ? "26.1" : "20.10";
}

describe.runIf(canHaveOwnEngine)("on an engine of the other version", { timeout: 600_000 }, () => {
  let engine: PrivateEngine;
  let before: readonly string[];

  beforeAll(async () => {
    engine = await PrivateEngine.start(connect(process.env), { version: await otherVersion(), megabytes: 6000 });
    before = await everything(engine.docker);
  }, 300_000);
  afterAll(async () => {
    await engine?.[Symbol.asyncDispose]();
  });

  test.each(["part1", "part2"])("%s of the reference gets full marks, and nothing is left", async (part) => {
    await using tmp = await temporaryFolder();
    const options = { env: engine.env, through: engine.through, tmp: tmp.path };
    const { code, stdout, stderr } = await check([part, "--in", "solutions"], options);
    expect(stdout, stderr).toContain("100 of 100 points");
    expect(code).toBe(0);
    expect(await tmp.entries()).toEqual([]);
    expect(await everything(engine.docker)).toEqual(before);
  });

  test("hostile work is refused and contained there, too, and nothing is left", async () => {
    await using tmp = await temporaryFolder();
    const { code, output } = await judgeSample({ env: engine.env, through: engine.through, tmp: tmp.path });
    expect(code, output).toBe(0);
    expect(await tmp.entries()).toEqual([]);
    expect(await everything(engine.docker)).toEqual(before);
  });
});
