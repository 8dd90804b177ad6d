import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "../engine/connect.ts";
import { CheckCommand, check, LAUNCHER, ROOT, temporaryFolder } from "./command.ts";
import { canHaveOwnEngine, PrivateEngine } from "./private-engine.ts";

test.runIf(process.platform === "linux")("a full stdout is said in plain words", async () => {
  const script = `exec "${process.execPath}" ${LAUNCHER} checker check > /dev/full`;
  const { exitCode, stderr } = await execa("sh", ["-c", script], { cwd: ROOT, reject: false });
  expect(stderr).toContain("(OUTPUT_FULL)");
  expect(stderr).not.toMatch(/^ {4}at /m);
  expect(exitCode).toBe(3);
});

describe.runIf(canHaveOwnEngine)("on an engine of its own", { timeout: 300_000 }, () => {
  let engine: PrivateEngine;
  beforeAll(async () => {
    engine = await PrivateEngine.start(connect(process.env), { megabytes: 3000, images: "labs" });
  }, 300_000);
  afterAll(async () => {
    await engine?.[Symbol.asyncDispose]();
  });

  test("a run in another namespace of processes leaves a living one alone", async () => {
    await using tmp = await temporaryFolder();
    const options = { env: engine.env, through: engine.through, tmp: tmp.path };
    const first = new CheckCommand(["part2", "--in", "solutions"], options);
    await first.said(/passed {2}compose: rng, hasher, worker and webui are built/);
    const apart = ["unshare", "--pid", "--fork", "--kill-child", "--mount-proc"];
    await check(["part1", "--in", "labs"], { ...options, through: [...engine.through, ...apart] });
    const { code, stdout, stderr } = await first.ended;
    expect(stdout, stderr).toContain("100 of 100 points");
    expect(code).toBe(0);
  });

  test("without free addresses nothing is the student's fault", async () => {
    const names: string[] = [];
    for (;;) {
      const name = `full-${names.length}`;
      const made = await engine.docker.createNetwork({ Name: name }).catch(() => undefined);
      if (made === undefined) break;
      names.push(name);
    }
    try {
      for (const part of ["part1", "part2"]) {
        const options = { env: engine.env, through: engine.through };
        const { code, stdout, stderr } = await check([part, "--in", "solutions"], options);
        expect(stdout, stderr).toContain("NO_ADDRESSES: The Docker engine has no free addresses left");
        expect(stdout).not.toMatch(/✗|BUG/);
        expect(code).toBe(3);
      }
    } finally {
      for (const name of names) await engine.docker.getNetwork(name).remove();
    }
  });

  test("a firewall without the engine's chains is no student's fault", async () => {
    const rules = (words: string) => execa(engine.through[0] ?? "", [...engine.through.slice(1), "sh", "-c", words]);
    await rules("iptables -t nat -F && iptables -t nat -X DOCKER");
    for (const part of ["part1", "part2"]) {
      const options = { env: engine.env, through: engine.through };
      const { code, stdout, stderr } = await check([part, "--in", "solutions"], options);
      expect(stdout, stderr).toContain("ENGINE_FIREWALL: The Docker engine cannot set up its firewall rules");
      expect(stdout).not.toMatch(/✗|BUG/);
      expect(code).toBe(3);
    }
  });
});
