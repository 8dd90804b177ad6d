import { execa } from "execa";
import { GraderError } from "../core/errors.ts";
import { aptCandidates, aptInstall } from "./apt.ts";
import { borrowClient } from "./borrow.ts";
import type { SetupContext } from "./context.ts";
import { bringEngine, type EngineFiles, installedEngine, NEWER_ENGINE } from "./engine-files.ts";
import { headStart } from "./head-start.ts";
import { findInPath } from "./path.ts";
import { byHand, enginePackages, needsNewerEngine, PACKAGES } from "./plan.ts";
import { debianArchive } from "./sources.ts";

/**
 * Installs an engine on a Debian or Ubuntu machine that has none, as root: Debian 13's on Debian 12, else its own. apt is asked
 * once for all that is missing, and what a head start can do goes on meanwhile.
 */
export async function installEngine(setup: SetupContext): Promise<EngineFiles> {
  const { env, say, consent, machine } = setup;
  const packages = enginePackages(await aptCandidates(env, PACKAGES.engine));
  const newer = needsNewerEngine(machine, debianArchive());
  const what = newer
    ? `Debian 13's (${NEWER_ENGINE}) runs on it`
    : `${packages.join(", ")} from its apt sources bring one`;
  const hand = byHand(machine.platform, machine.debianLike, packages);
  await consent(`This machine has no Docker engine; ${what}`, hand);
  const ahead = await headStart(setup);
  const brought = newer ? orElse(setup, "engine", () => bringEngine(env, say, NEWER_ENGINE)) : undefined;
  await aptInstall(env, say, [...(newer ? PACKAGES.besideEngine : packages), ...ahead.packages]);
  ahead.begin();
  const engine = await brought;
  if (engine !== undefined) {
    // As the package does it: who is in this group may use the engine.
    await execa("groupadd", ["--system", "--force", "docker"], { env, extendEnv: false });
    return engine;
  }
  if (newer) await aptInstall(env, say, packages);
  const installed = installedEngine(env);
  if (installed !== undefined) return installed;
  throw new GraderError("ENGINE_AWAY", "The Docker engine was installed and cannot be found.", `By hand, ${hand}.`);
}

/** The docker client, where a machine has an engine without one. Throws ENGINE_AWAY. */
export async function ensureClient(setup: SetupContext): Promise<void> {
  const { env, say, consent, machine } = setup;
  if (findInPath(env, "docker") !== undefined) return;
  const candidates = machine.debianLike ? await aptCandidates(env, PACKAGES.engine) : new Map<string, string>();
  // Debian 13 has it in a package of its own; in Debian 12 it comes with an engine.
  const packages = candidates.has("docker-cli") ? ["docker-cli"] : ["docker.io"];
  const hand = byHand(machine.platform, machine.debianLike, packages);
  if (!machine.debianLike || !machine.root)
    throw new GraderError("ENGINE_AWAY", "The `docker` command is not on this machine.", `To get it, ${hand}.`);
  await consent("This machine has no `docker` command", hand);
  if (needsNewerEngine(machine, debianArchive()) && (await orElse(setup, "client", () => borrowClient(env, say))))
    return;
  await aptInstall(env, say, packages);
}

/** What Debian 13 gives, or undefined where it gives nothing: the machine's own has to do then. */
async function orElse<T>({ say }: SetupContext, what: string, borrow: () => Promise<T>): Promise<T | undefined> {
  try {
    return await borrow();
  } catch (error) {
    const [why = ""] = (error as Error).message.split("\n");
    say(`  Debian 13's ${what} cannot be had (${why}): taking this machine's own.`);
    return undefined;
  }
}
