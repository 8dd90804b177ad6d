import { chown, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { connect } from "../engine/connect.ts";
import { becoming, ordinaryUser, type User } from "./as-user.ts";
import { CheckCommand, type CommandOptions, check, temporaryFolder } from "./command.ts";
import { eventually, ownedBy, processesWith } from "./engine.ts";
import { judgeSample } from "./hostile-sample.ts";

const docker = connect(process.env);
const root = process.platform === "linux" && process.getuid?.() === 0;

describe.runIf(root)("as an ordinary user in the engine's group", { timeout: 300_000 }, () => {
  let user: User;
  beforeAll(async () => {
    user = await ordinaryUser(process.env);
  });

  /** A home and a folder for temporary files of the user's own. */
  async function place() {
    const folder = await temporaryFolder();
    const [home, tmp] = [join(folder.path, "home"), join(folder.path, "tmp")];
    for (const path of [home, tmp]) {
      await mkdir(path);
      await chown(path, user.uid, user.gid);
    }
    await chown(folder.path, user.uid, user.gid);
    const options: CommandOptions = { through: becoming(user), env: { HOME: home }, tmp };
    const entries = async () => (await readdir(tmp)).filter((name) => !name.startsWith("tsx-"));
    return { options, tmp, entries, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
  }

  test.each(["part1", "part2"])("%s of the reference gets full marks, and nothing is left", async (part) => {
    await using own = await place();
    const command = new CheckCommand([part, "--in", "solutions"], own.options);
    const { code, stdout, stderr } = await command.ended;
    expect(stdout, stderr).toContain("100 of 100 points");
    expect(code).toBe(0);
    expect(await ownedBy(docker, command.owner)).toEqual([]);
    expect(await own.entries()).toEqual([]);
  });

  test("Ctrl-C while the stack starts: nothing is left", async () => {
    await using own = await place();
    const command = new CheckCommand(["part2", "--in", "solutions"], own.options);
    await command.during(containersOf(command));
    command.kill("SIGINT");
    const { code, stderr } = await command.ended;
    expect(code, stderr).toBe(130);
    expect(await ownedBy(docker, command.owner)).toEqual([]);
    expect(await own.entries()).toEqual([]);
    expect(await processesWith(own.tmp)).toEqual([]);
  });

  test("kill -9 while the stack starts: the user's next run removes everything", async () => {
    await using own = await place();
    const killed = new CheckCommand(["part2", "--in", "solutions"], own.options);
    await killed.during(containersOf(killed));
    killed.kill("SIGKILL");
    await killed.ended;
    const { code, stderr } = await check(["part2", "--in", "labs"], own.options);
    expect(code, stderr).toBe(1);
    expect(await ownedBy(docker, killed.owner)).toEqual([]);
    expect(await own.entries()).toEqual([]);
    expect(await processesWith(own.tmp)).toEqual([]);
  });

  test("hostile work is refused and contained, and nothing is left", async () => {
    await using own = await place();
    // What others make meanwhile on the same engine is none of its business.
    const env = { ...own.options.env, WORKSHOP_SHARED_ENGINE: "1" };
    const { code, output } = await judgeSample({ ...own.options, env });
    expect(code, output).toBe(0);
    expect(await own.entries()).toEqual([]);
  });
});

function containersOf({ owner }: CheckCommand): Promise<boolean> {
  return eventually("containers", async () =>
    (await ownedBy(docker, owner)).some((name) => name.startsWith("container")),
  );
}
