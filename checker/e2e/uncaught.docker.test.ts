import { expect, test } from "vitest";
import { connect } from "../engine/connect.ts";
import { CheckCommand, temporaryFolder } from "./command.ts";
import { eventually, ownedBy, processesWith } from "./engine.ts";

const docker = connect(process.env);

test.each([
  ["an exception in a handler of events", "setTimeout(() => { throw new Error('planted'); })"],
  ["a rejection that nobody handles", "Promise.reject(new Error('planted'))"],
])("%s ends the run with its stack, and nothing is left", async (_, trouble) => {
  await using tmp = await temporaryFolder();
  const plant = `data:text/javascript,process.on("SIGUSR2", () => { ${trouble} })`;
  const env = { NODE_OPTIONS: `--import=${JSON.stringify(plant)}` };
  const command = new CheckCommand(["part1", "--in", "solutions"], { tmp: tmp.path, env });
  await command.during(
    eventually("a container", async () =>
      (await ownedBy(docker, command.owner)).some((name) => /^container/.test(name)),
    ),
  );
  command.kill("SIGUSR2");
  const { code, stderr } = await command.ended;
  expect(code, stderr).toBe(3);
  expect(stderr).toMatch(/BUG: Error: planted\n {4}at /);
  expect(stderr).toContain("This is a bug in the checker, not in your work.");
  expect(await ownedBy(docker, command.owner)).toEqual([]);
  expect(await tmp.entries()).toEqual([]);
  expect(await processesWith(tmp.path)).toEqual([]);
});
