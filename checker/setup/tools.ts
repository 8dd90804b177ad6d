import { GraderError } from "../core/errors.ts";
import { aptCandidates, aptInstall } from "./apt.ts";
import { borrowPlugins } from "./borrow.ts";
import type { SetupContext } from "./context.ts";
import type { EngineInfo } from "./engine.ts";
import { findInPath } from "./path.ts";
import { byHand, imagePackages, PACKAGES, pluginPackage } from "./plan.ts";
import { findPlugins, LEAST_COMPOSE, type PluginName, type Plugins } from "./plugins.ts";
import { debianArchive } from "./sources.ts";

/** Installs the plugins that are missing: the machine's packages, else Debian 13's. Throws COMPOSE_MISSING. */
export async function ensurePlugins(found: Partial<Plugins>, setup: SetupContext): Promise<Plugins> {
  const missing = (["compose", "buildx"] as const).filter((name) => found[name] === undefined);
  if (missing.length > 0) await installPlugins(missing, setup);
  const { compose, buildx } = missing.length > 0 ? await findPlugins(setup.env) : found;
  if (compose && buildx) return { compose, buildx };
  throw missingPlugins(compose ? ["buildx"] : ["compose"], setup, "They were installed and cannot be used here.");
}

async function installPlugins(missing: readonly PluginName[], setup: SetupContext): Promise<void> {
  const { env, say, consent, machine } = setup;
  if (!machine.debianLike) throw missingPlugins(missing, setup);
  const candidates = await aptCandidates(env, [...PACKAGES.compose, ...PACKAGES.buildx]);
  const packages = missing.map((name) => pluginPackage(name, candidates)).filter((name) => name !== undefined);
  const borrowed = missing.filter((name) => pluginPackage(name, candidates) === undefined);
  if (borrowed.length > 0 && debianArchive() === undefined) throw missingPlugins(missing, setup);
  if (packages.length > 0 && !machine.root) throw missingPlugins(missing, setup);
  const what = `This machine has no ${missing.map((name) => `docker ${name}`).join(" and no ")}`;
  await consent(what, byHandPlugins(missing, setup));
  if (packages.length > 0) await aptInstall(env, say, packages);
  if (borrowed.length > 0) {
    await borrowPlugins(env, say, borrowed, machine.root).catch((error: Error & { all?: string }) => {
      throw missingPlugins(
        borrowed,
        setup,
        String(error.all ?? error.message)
          .split("\n")
          .slice(-6)
          .join("\n"),
      );
    });
  }
}

function byHandPlugins(missing: readonly PluginName[], { machine }: SetupContext): string {
  if (machine.distribution === "ubuntu") return byHand("linux", true, ["docker-compose-v2", "docker-buildx"]);
  if (!machine.debianLike) return byHand(machine.platform, false, []);
  return `install ${missing.map((name) => `docker-${name}-plugin`).join(" and ")} as https://docs.docker.com/engine/install says`;
}

function missingPlugins(missing: readonly PluginName[], setup: SetupContext, why = ""): GraderError {
  const names = missing.map((name) => (name === "compose" ? `Compose v2 (${LEAST_COMPOSE} or newer)` : "buildx"));
  const message = `Docker's plugin for ${names.join(" and ")} is missing.${why ? `\n${why}` : ""}`;
  return new GraderError("COMPOSE_MISSING", message, `To get it, ${byHandPlugins(missing, setup)}.`);
}

const ARCHITECTURES: Readonly<Record<string, string>> = { x64: "amd64", ia32: "386" };

/** Makes sure of what making images from Debian needs. Throws IMAGE_MISSING. */
export async function ensureImageTools(engine: EngineInfo, setup: SetupContext): Promise<void> {
  const { env, say, consent, machine } = setup;
  const own = ARCHITECTURES[process.arch] ?? process.arch;
  if (engine.arch !== own) {
    throw cannotMake(`the engine runs on another kind of machine (${engine.arch}) than this one (${own})`);
  }
  if (findInPath(env, "mmdebstrap") !== undefined) return;
  if (!machine.debianLike) throw cannotMake("images can be made on Debian and Ubuntu only");
  const packages = imagePackages(machine);
  const hand = byHand(machine.platform, true, packages);
  if (!machine.root) throw cannotMake(`mmdebstrap is not installed: ${hand}`);
  await consent("Making the classroom images needs mmdebstrap", hand);
  await aptInstall(env, say, packages);
}

function cannotMake(why: string): GraderError {
  const message = `Docker Hub does not answer, and the classroom images cannot be made here: ${why}.`;
  const advice = "Connect this machine to the Internet once, and type the same command again: it pulls the images.";
  return new GraderError("IMAGE_MISSING", message, advice);
}
