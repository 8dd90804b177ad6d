import { open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stateFolder } from "./state.ts";
import type { Say } from "./step.ts";

/** Runs `work` while no other process of this user sets up this machine; a dead process's lock is taken over. */
export async function withSetupLock<T>(env: NodeJS.ProcessEnv, say: Say, work: () => Promise<T>): Promise<T> {
  const file = join(stateFolder(env), "setup.lock");
  let waited = 0;
  while (!(await take(file))) {
    if (await ownerIsDead(file)) {
      await rm(file, { force: true });
      continue;
    }
    if (waited % 50 === 0) say("Another run is setting up this machine: waiting for it.");
    waited++;
    await sleep(300);
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function take(file: string): Promise<boolean> {
  try {
    await using handle = await open(file, "wx");
    await handle.writeFile(String(process.pid));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

async function ownerIsDead(file: string): Promise<boolean> {
  const pid = Number(await readFile(file, "utf8").catch(() => "0"));
  // An empty file is one that is being written, or whose writer died: a moment tells.
  if (!pid) {
    await sleep(500);
    return !Number(await readFile(file, "utf8").catch(() => "1"));
  }
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
