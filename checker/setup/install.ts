import { execa } from "execa";
import { GraderError } from "../core/errors.ts";
import type { Endpoint } from "../engine/endpoint.ts";
import type { Say } from "../images/step.ts";
import { aptCandidates, aptInstall } from "./apt.ts";
import type { Consent } from "./consent.ts";
import { type EngineInfo, type EngineState, engineState } from "./engine.ts";
import type { Machine } from "./machine.ts";
import { findInPath } from "./path.ts";
import { byHand, enginePackages, PACKAGES } from "./plan.ts";
import { startEngine } from "./start.ts";

export interface SetupContext {
  readonly env: NodeJS.ProcessEnv;
  readonly say: Say;
  readonly consent: Consent;
  readonly machine: Machine;
}

/** Brings up an engine that does not answer, by installing and starting it where we may. Throws with what to type. */
export async function raiseEngine(
  state: Exclude<EngineState, { kind: "running" }>,
  setup: SetupContext,
): Promise<EngineInfo> {
  const { env, say, machine } = setup;
  const obstacle = whyNot(state, machine, env, findInPath(env, "dockerd") !== undefined);
  if (obstacle) throw obstacle;
  if (isUserEngine(state, env)) {
    await execa("systemctl", ["--user", "start", "docker"], { env, extendEnv: false, reject: false });
  } else {
    if (findInPath(env, "dockerd") === undefined) await installEngine(setup);
    await startEngine(env, say, machine);
  }
  const after = await engineState(env);
  if (after.kind === "running") return after.info;
  throw away(`The Docker engine was started and does not answer (${after.reason}).`, "Type `npm run doctor`.");
}

async function installEngine({ env, say, consent, machine }: SetupContext): Promise<void> {
  const packages = enginePackages(await aptCandidates(env, PACKAGES.engine));
  const hand = byHand(machine.platform, machine.debianLike, packages);
  await consent(`This machine has no Docker engine; ${packages.join(", ")} from its apt sources bring one`, hand);
  await aptInstall(env, say, packages);
}

/** The docker client, where a machine has an engine without one (Debian 13 has it in a package of its own). */
export async function ensureClient({ env, say, consent, machine }: SetupContext): Promise<void> {
  if (findInPath(env, "docker") !== undefined) return;
  const candidates = machine.debianLike ? await aptCandidates(env, PACKAGES.engine) : new Map<string, string>();
  const packages = candidates.has("docker-cli") ? ["docker-cli"] : ["docker.io"];
  const hand = byHand(machine.platform, machine.debianLike, packages);
  if (!machine.debianLike || !machine.root)
    throw away("The `docker` command is not on this machine.", `To get it, ${hand}.`);
  await consent("This machine has no `docker` command", hand);
  await aptInstall(env, say, packages);
}

/** What stands in the way of an engine that we could start ourselves: one message with what to type. */
export function whyNot(
  state: Exclude<EngineState, { kind: "running" }>,
  machine: Machine,
  env: NodeJS.ProcessEnv,
  installed: boolean,
): GraderError | undefined {
  if (state.kind === "misconfigured") return away(`The Docker engine cannot be found: ${state.reason}.`, CONTEXTS);
  const where = state.endpoint.name;
  if (state.kind === "forbidden") return away(`You may not use the Docker engine at ${where}.`, GROUP);
  if (machine.platform === "darwin" || machine.platform === "win32") return desktop(machine.platform, where);
  if (isUserEngine(state, env)) return undefined;
  if (!isSystemSocket(state.endpoint)) {
    return away(`The Docker engine at ${where} does not answer (${state.reason}).`, `Start it there. ${CONTEXTS}`);
  }
  if (machine.root && (installed || machine.debianLike)) return undefined;
  if (installed)
    return away("The Docker engine is installed and not running.", `Type \`sudo ${startCommand(machine)}\`.`);
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

const startCommand = (machine: Machine): string =>
  machine.systemd ? "systemctl start docker" : "service docker start";

const CONTEXTS =
  "`docker context ls` shows the engines that this machine knows; DOCKER_HOST and DOCKER_CONTEXT choose one.";
const GROUP =
  "Type `sudo usermod -aG docker $USER`, then log out and in again. (Who may use the engine is root in effect.)";

function away(message: string, advice: string): GraderError {
  return new GraderError("ENGINE_AWAY", message, advice);
}
