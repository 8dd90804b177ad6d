import { chmod, chown, mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { Command, Option } from "commander";
import type Docker from "dockerode";
import { execa } from "execa";
import { connect } from "../engine/connect.ts";
import type { EngineVersion } from "../setup/engine-files.ts";
import { becoming, ordinaryUser } from "./as-user.ts";
import { everything } from "./engine.ts";
import { PrivateEngine } from "./private-engine.ts";

/** What the tools themselves keep in the folder for temporary files. */
const CACHES = /^(tsx-|node-compile-cache|v8-compile-cache)/;

interface Where {
  readonly engine?: EngineVersion;
  readonly user?: boolean;
}

const program = new Command("npm run on --")
  .description(
    "Runs a command on an engine of its own, with this machine's classroom and reference images, or as an ordinary user in " +
      "the engine's group. Ends with the command's exit code, or with 4 when the engine or the folder for temporary files " +
      "is not as it was before. Linux, as root.",
  )
  .addOption(new Option("--engine <version>", "another engine than the machine's own").choices(["20.10", "26.1"]))
  .option("--user", "as an ordinary user")
  .argument("<command...>")
  .passThroughOptions()
  .action(async (command: readonly string[], { engine: version, user = false }: Where) => {
    const machine = connect(process.env);
    if (version === undefined) {
      process.exitCode = await run(command, user, process.env, machine, []);
      return;
    }
    await using engine = await PrivateEngine.start(machine, { version });
    const env = { ...process.env, ...engine.env };
    process.exitCode = await run(command, user, env, engine.docker, engine.through);
  });

async function run(
  command: readonly string[],
  asUser: boolean,
  env: NodeJS.ProcessEnv,
  docker: Docker,
  through: readonly string[],
): Promise<number> {
  const home = await mkdtemp(join(tmpdir(), "on-"));
  const tmp = join(home, "tmp");
  await mkdir(tmp);
  const words = [...through];
  if (asUser) {
    const user = await ordinaryUser(env);
    await chmod(home, 0o755);
    for (const folder of [home, tmp]) await chown(folder, user.uid, user.gid);
    words.push(...becoming(user));
  }
  const before = await everything(docker);
  const [program = "", ...args] = [...words, ...command];
  const { exitCode, signal } = await execa(program, args, {
    env: { ...env, TMPDIR: tmp, ...(asUser && { HOME: home }) },
    extendEnv: false,
    stdio: "inherit",
    reject: false,
  });
  const after = await everything(docker);
  const left = (await readdir(tmp)).filter((name) => !CACHES.test(name));
  const changes = [
    ...before.filter((name) => !after.includes(name)).map((name) => `gone: ${name}`),
    ...after.filter((name) => !before.includes(name)).map((name) => `new: ${name}`),
    ...left.map((name) => `left in the folder for temporary files: ${name}`),
  ];
  await rm(home, { recursive: true, force: true });
  for (const change of changes) console.error(change);
  const code = exitCode ?? 128 + (signal ? constants.signals[signal] : 0);
  return code === 0 && changes.length > 0 ? 4 : code;
}

// Ctrl-C is for the command; what was started for it is removed when it has ended.
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => undefined);
await program.parseAsync();
