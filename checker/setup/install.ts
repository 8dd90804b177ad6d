import { execa } from "execa";
import { GraderError } from "../core/errors.ts";
import type { Endpoint } from "../engine/endpoint.ts";
import type { SetupContext } from "./context.ts";
import { type EngineInfo, type EngineState, engineState } from "./engine.ts";
import { type EngineFiles, installedEngine } from "./engine-files.ts";
import { installEngine } from "./install-engine.ts";
import type { Machine } from "./machine.ts";
import { byHand } from "./plan.ts";
import { startEngine } from "./start.ts";

/** Brings up an engine that does not answer, by installing and starting it where we may. Throws with what to type. */
export async function raiseEngine(
  state: Exclude<EngineState, { kind: "running" }>,
  setup: SetupContext,
): Promise<EngineInfo> {
  const { env, say, machine } = setup;
  const obstacle = whyNot(state, machine, env, installedEngine(env)?.from);
  if (obstacle) throw obstacle;
  if (isUserEngine(state, env)) {
    await execa("systemctl", ["--user", "start", "docker"], { env, extendEnv: false, reject: false });
  } else {
    const engine = installedEngine(env) ?? (await installEngine(setup));
    await startEngine(env, say, machine, engine);
  }
  const after = await engineState(env);
  if (after.kind === "running") return after.info;
  throw away(`The Docker engine was started and does not answer (${after.reason}).`, "Type `npm run doctor`.");
}

/** What stands in the way of an engine that we could start ourselves: one message with what to type. */
export function whyNot(
  state: Exclude<EngineState, { kind: "running" }>,
  machine: Machine,
  env: NodeJS.ProcessEnv,
  installed: EngineFiles["from"] | undefined,
): GraderError | undefined {
  if (state.kind === "misconfigured") return away(`The Docker engine cannot be found: ${state.reason}.`, CONTEXTS);
  const where = state.endpoint.name;
  if (state.kind === "forbidden") return away(`You may not use the Docker engine at ${where}.`, GROUP);
  if (machine.platform === "darwin" || machine.platform === "win32") return desktop(machine.platform, where);
  if (isUserEngine(state, env)) return undefined;
  if (!isSystemSocket(state.endpoint)) {
    return away(`The Docker engine at ${where} does not answer (${state.reason}).`, `Start it there. ${CONTEXTS}`);
  }
  if (machine.root && (installed !== undefined || machine.debianLike)) return undefined;
  if (installed !== undefined)
    return away("The Docker engine is installed and not running.", toStart(machine, installed));
  const hand = byHand(machine.platform, machine.debianLike, ["docker.io", "iptables"]);
  return away("This machine has no Docker engine, and installing one needs an administrator.", `To get it, ${hand}.`);
}

function isSystemSocket(endpoint: Endpoint): boolean {
  return endpoint.kind === "unix" && /^(\/var)?\/run\/docker\.sock$/.test(endpoint.path);
}

/** A rootless engine belongs to its user, who may start it. */
function isUserEngine(state: EngineState, env: NodeJS.ProcessEnv): boolean {
  if (state.kind !== "away" || state.endpoint.kind !== "unix" || !env.XDG_RUNTIME_DIR) return false;
  return state.endpoint.path === `${env.XDG_RUNTIME_DIR}/docker.sock`;
}

function desktop(platform: NodeJS.Platform, where: string): GraderError {
  const command =
    platform === "darwin" ? "type `open -a Docker`" : 'type `start "" "Docker Desktop"` or use the Start menu';
  const advice = `If Docker Desktop is installed, ${command} and wait until it says that it runs; otherwise ${byHand(platform, false, [])}.`;
  return away(`The Docker engine at ${where} does not answer.`, advice);
}

/** No service knows an engine that set-up unpacked: the same command starts it again. */
function toStart(machine: Machine, installed: EngineFiles["from"]): string {
  if (installed === "set-up") return "Type `sudo npm run check` once: it starts the engine that it brought.";
  return `Type \`sudo ${machine.systemd ? "systemctl start docker" : "service docker start"}\`.`;
}

const CONTEXTS =
  "`docker context ls` shows the engines that this machine knows; DOCKER_HOST and DOCKER_CONTEXT choose one.";
const GROUP =
  "Type `sudo usermod -aG docker $USER`, then log out and in again. (Who may use the engine is root in effect.)";

function away(message: string, advice: string): GraderError {
  return new GraderError("ENGINE_AWAY", message, advice);
}
