import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "../../engine/connect.ts";
import { namePrefix } from "../../engine/folder-name.ts";
import { thisOwner } from "../../engine/owner.ts";
import { Session } from "../../engine/session.ts";
import { BaseImages } from "../../images/resolve.ts";
import { Commands } from "./commands.ts";

/** A run with an empty workspace, for tests: its proxy, and where its scripts are. */
export interface TestRun extends AsyncDisposable {
  readonly session: Session;
  readonly commands: Commands;
  /** The workspace. */
  readonly dir: string;
  /** Runs a script of bash to its end. */
  sh(script: string): Promise<{ readonly exitCode: number; readonly stdout: string; readonly stderr: string }>;
}

export async function testRun(env: NodeJS.ProcessEnv): Promise<TestRun> {
  const home = await mkdtemp(join(tmpdir(), namePrefix(thisOwner())));
  const place = async (name: string) => {
    await mkdir(join(home, name), { recursive: true });
    return join(home, name);
  };
  const session = new Session({
    docker: connect(env),
    env,
    emit: () => undefined,
    signal: new AbortController().signal,
    network: "none",
  });
  const images = new BaseImages(session);
  const dir = await place("work");
  const workspace = { dir, scratch: () => place("scratch"), mounts: () => place("mounts") };
  const commands = await Commands.open({ session, images, workspace, buildDeadline: 120 });
  return {
    session,
    commands,
    dir,
    async sh(script) {
      const container = await commands.scripts.start({ subject: "a script", command: ["bash", "-c", script] });
      const exitCode = await container.ended();
      const { all, errors } = await container.output();
      await container[Symbol.asyncDispose]();
      return { exitCode, stdout: all, stderr: errors };
    },
    async [Symbol.asyncDispose]() {
      await commands[Symbol.asyncDispose]();
      await images[Symbol.asyncDispose]();
      await session[Symbol.asyncDispose]();
      await rm(home, { recursive: true, force: true });
    },
  };
}
