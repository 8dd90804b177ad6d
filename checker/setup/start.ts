import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { GraderError } from "../core/errors.ts";
import { stateFolder } from "../images/state.ts";
import { type Say, step } from "../images/step.ts";
import { engineState } from "./engine.ts";
import type { EngineFiles } from "./engine-files.ts";
import type { Machine } from "./machine.ts";

const PID_FILE = "/var/run/docker.pid";
/** Seconds. A cold start with many containers takes some; a healthy small one answers in two. */
const DEADLINE = 60;

/** Starts the engine that is installed on this Linux machine, as root. Throws ENGINE_AWAY with the last lines of its log. */
export async function startEngine(
  env: NodeJS.ProcessEnv,
  say: Say,
  machine: Machine,
  engine: EngineFiles,
): Promise<void> {
  await step(say, "start the Docker engine", async () => {
    if (machine.systemd && engine.from === "package") {
      await execa("systemctl", ["start", "docker"], { env, extendEnv: false, reject: false });
      const how = "`journalctl -u docker -n 20` shows why.";
      if (!(await answers(env, () => true))) throw away("systemd could not start the Docker engine.", how);
      return;
    }
    await startDetached(env, engine);
  });
}

async function startDetached(env: NodeJS.ProcessEnv, engine: EngineFiles): Promise<void> {
  if (runningPid() !== undefined) {
    // Somebody has just started it: wait with them.
    if (await answers(env, () => runningPid() !== undefined)) return;
  }
  rmSync(PID_FILE, { force: true });
  const log = logFile(env);
  const output = openSync(log, "a");
  // Its own session: neither our end nor Ctrl-C reaches it, and it holds none of our pipes.
  const child = spawn(engine.dockerd, [], {
    detached: true,
    cwd: "/",
    stdio: ["ignore", output, output],
    env: { ...serverEnv(env), ...engine.env },
  });
  closeSync(output);
  let ended = false;
  child.on("exit", () => {
    ended = true;
  });
  child.on("error", () => {
    ended = true;
  });
  const up = await answers(env, () => !ended);
  child.removeAllListeners();
  child.unref();
  if (!up) throw away(`The Docker engine does not start.\n${lastLines(log)}`, `Its log is ${log}.`);
}

/** Waits until the engine answers, as long as that can still happen. */
async function answers(env: NodeJS.ProcessEnv, hope: () => boolean): Promise<boolean> {
  const deadline = performance.now() + DEADLINE * 1000;
  while (performance.now() < deadline) {
    if ((await engineState(env)).kind === "running") return true;
    if (!hope()) return false;
    await sleep(100);
  }
  return false;
}

/** The pid in the engine's pid file, if that is an engine: after a crash or a reboot it may be anybody. */
function runningPid(): number | undefined {
  try {
    const pid = Number(readFileSync(PID_FILE, "utf8"));
    return readFileSync(`/proc/${pid}/comm`, "utf8").trim() === "dockerd" ? pid : undefined;
  } catch {
    return undefined;
  }
}

function logFile(env: NodeJS.ProcessEnv): string {
  try {
    closeSync(openSync("/var/log/dockerd.log", "a"));
    return "/var/log/dockerd.log";
  } catch {
    return join(stateFolder(env), "dockerd.log");
  }
}

/** The engine outlives us: nothing of this npm run, and no address of its own, belongs into its environment. */
function serverEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([key]) => !/^(npm_|NODE_|DOCKER_)/.test(key));
  return Object.fromEntries(kept);
}

function lastLines(file: string): string {
  return readFileSync(file, "utf8").trimEnd().split("\n").slice(-8).join("\n");
}

function away(message: string, advice: string): GraderError {
  return new GraderError("ENGINE_AWAY", message, advice);
}
