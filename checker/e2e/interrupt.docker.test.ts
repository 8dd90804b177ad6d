import { expect, test } from "vitest";
import { connect } from "../engine/connect.ts";
import { CheckCommand, check, temporaryFolder } from "./command.ts";
import { eventually, ownedBy, processesWith } from "./engine.ts";

const docker = connect(process.env);

/** Moments of a run, each recognised by what can be seen from outside. */
type Moment = (command: CheckCommand, tmp: { entries(): Promise<readonly string[]> }) => Promise<unknown>;

const workspace: Moment = (_, tmp) =>
  eventually("a workspace", async () => (await tmp.entries()).some((name) => name.startsWith("workshop-")));
const containers =
  (count: number): Moment =>
  ({ owner }) =>
    eventually(`${count} containers`, async () => {
      const found = await ownedBy(docker, owner);
      return found.filter((name) => name.startsWith("container")).length >= count;
    });
const said =
  (pattern: RegExp): Moment =>
  (command) =>
    command.said(pattern);

test.each<[string, string, NodeJS.Signals, Moment]>([
  ["part1", "while the work is copied", "SIGINT", workspace],
  ["part1", "when the first container starts", "SIGINT", containers(1)],
  ["part1", "when everything runs", "SIGTERM", said(/passed {2}hasher: GET \//)],
  ["part2", "before the images are built", "SIGINT", said(/passed {2}compose: the file is there/)],
  ["part2", "while Compose starts the stack", "SIGINT", containers(3)],
  ["part2", "while the speed is measured", "SIGHUP", said(/passed {2}compose: the page answers/)],
  ["bonus", "while the stacks start", "SIGINT", containers(2)],
])("%s, %s: %s ends it with 130, and nothing is left", async (part, _, signal, moment) => {
  await using tmp = await temporaryFolder();
  const command = new CheckCommand([part, "--in", "solutions"], { tmp: tmp.path });
  await command.during(moment(command, tmp));
  expect(command.running).toBe(true);
  command.kill(signal);
  const { code, stdout, stderr } = await command.ended;
  expect(code, stderr).toBe(130);
  expect(stderr).toContain("Stopping, and removing what was started. Press Ctrl-C again to leave at once.");
  expect(stderr).toContain("The command was interrupted.");
  expect(stderr).not.toMatch(/^ {4}at |Error:|error /m);
  expect(stdout).toBe("");
  expect(await ownedBy(docker, command.owner)).toEqual([]);
  expect(await tmp.entries()).toEqual([]);
  expect(await processesWith(tmp.path)).toEqual([]);
});

test("a second Ctrl-C leaves at once; the next run removes what that left", async () => {
  await using tmp = await temporaryFolder();
  const command = new CheckCommand(["part2", "--in", "solutions"], { tmp: tmp.path });
  await command.during(containers(4)(command, tmp));
  command.kill("SIGINT");
  await command.said(/Press Ctrl-C again/);
  command.kill("SIGINT");
  const { code, stderr } = await command.ended;
  expect(code).toBe(130);
  expect(stderr).not.toMatch(/^ {4}at /m);
  await check(["part2", "--in", "labs"], { tmp: tmp.path });
  expect(await ownedBy(docker, command.owner)).toEqual([]);
  expect(await tmp.entries()).toEqual([]);
  expect(await processesWith(tmp.path)).toEqual([]);
});
