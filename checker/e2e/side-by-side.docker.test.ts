import { connect as connectTo } from "node:net";
import { expect, test } from "vitest";
import { connect } from "../engine/connect.ts";
import { CheckCommand, check, temporaryFolder } from "./command.ts";
import { draft, fingerprint } from "./draft.ts";
import { eventually, ownedBy } from "./engine.ts";

const docker = connect(process.env);
const all = process.env.WORKSHOP_PROVE === "all";

test("two checks of one folder at once, and one of another part, do not disturb each other", async () => {
  await using work = await draft();
  const before = await fingerprint(work.dir);
  await using tmp = await temporaryFolder();
  const commands = ["part1", "part1", "part2"].map(
    (part) => new CheckCommand([part, "--in", work.dir], { tmp: tmp.path }),
  );
  for (const { ended, owner } of commands) {
    const { code, stdout, stderr } = await ended;
    expect(stdout, stderr).toContain("100 of 100 points");
    expect(code).toBe(0);
    expect(await ownedBy(docker, owner)).toEqual([]);
  }
  expect(await fingerprint(work.dir)).toBe(before);
  expect(await tmp.entries()).toEqual([]);
});

test("a run that ends while another goes on removes nothing of it", async () => {
  await using tmp = await temporaryFolder();
  const long = new CheckCommand(["part2", "--in", "solutions"], { tmp: tmp.path });
  await long.during(
    eventually("a stack", async () => (await ownedBy(docker, long.owner)).some((name) => name.startsWith("container"))),
  );
  const { code } = await check(["part2", "--in", "labs"], { tmp: tmp.path });
  expect(code).toBe(1);
  const { code: longCode, stdout } = await long.ended;
  expect(stdout).toContain("100 of 100 points");
  expect(longCode).toBe(0);
});

/** The process that measures now, as it introduces itself to those who want to know. */
function measuring(): Promise<number | undefined> {
  return new Promise((resolve) => {
    const socket = connectTo(24117, "127.0.0.1");
    socket.once("error", () => resolve(undefined));
    socket.once("close", () => resolve(undefined));
    socket.once("data", (chunk) => {
      resolve(Number(/process (\d+)/.exec(chunk.toString("utf8"))?.[1]));
      socket.destroy();
    });
  });
}

test("two bonuses at once: the second waits for the first and says so, then measures", {
  timeout: 900_000,
}, async () => {
  const measures = (command: CheckCommand) =>
    command.during(eventually("the measurement", async () => (await measuring()) === command.pid, 400));
  await using tmp = await temporaryFolder();
  const first = new CheckCommand(["bonus", "--in", "solutions"], { tmp: tmp.path });
  await measures(first);
  const second = new CheckCommand(["bonus", "--in", "solutions"], { tmp: tmp.path });
  await second.said(new RegExp(`Waiting until a measurement is done \\(process ${first.pid}\\)`));
  if (!all) first.kill("SIGINT");
  expect((await first.ended).code).toBe(all ? 0 : 130);
  await measures(second);
  if (!all) second.kill("SIGINT");
  expect((await second.ended).code).toBe(all ? 0 : 130);
  for (const { owner } of [first, second]) expect(await ownedBy(docker, owner)).toEqual([]);
  expect(await tmp.entries()).toEqual([]);
});
