import type { Machine } from "./machine.ts";
import { atLeast, LEAST_COMPOSE, type PluginName } from "./plugins.ts";

/** Packages that may bring an engine or a plugin: what apt is asked about. */
export const PACKAGES = {
  engine: ["docker.io", "iptables", "docker-cli"],
  /** What the engine of another release needs of this one. */
  besideEngine: ["runc", "iptables"],
  compose: ["docker-compose-plugin", "docker-compose-v2", "docker-compose"],
  buildx: ["docker-buildx-plugin", "docker-buildx"],
} as const;

/**
 * Packages for an engine with its client. iptables is only recommended by docker.io, and no container has a network
 * without it; Debian 13 has the client in a package of its own.
 */
export function enginePackages(candidates: ReadonlyMap<string, string>): string[] {
  return candidates.has("docker-cli") ? ["docker.io", "docker-cli", "iptables"] : ["docker.io", "iptables"];
}

/** Packages that make a minimal Debian: another distribution lacks the keys of Debian's archive. */
export function imagePackages({ distribution }: Machine): string[] {
  return distribution === "debian" ? ["mmdebstrap"] : ["mmdebstrap", "debian-archive-keyring"];
}

/**
 * Debian 12's own engine is 20.10, which cannot build what students write today (here-documents, `COPY --link`). Debian 13's
 * runs there as well, where the machine installs from Debian's archive.
 */
export function needsNewerEngine(machine: Machine, archive: object | undefined): boolean {
  return archive !== undefined && machine.distribution === "debian" && machine.codename === "bookworm";
}

/**
 * The package that brings a plugin: Docker's own where its source is set up, Ubuntu's, or Debian 13's. Undefined where the
 * machine's sources have none (Debian 12: no buildx, and a docker-compose that is the dead 1.29).
 */
export function pluginPackage(plugin: PluginName, candidates: ReadonlyMap<string, string>): string | undefined {
  return PACKAGES[plugin].find((name) => {
    const version = candidates.get(name)?.replace(/^\d+:/, "");
    if (version === undefined) return false;
    const number = /^\d+\.\d+(\.\d+)?/.exec(version)?.[0] ?? "0";
    return plugin === "buildx" || atLeast(number, LEAST_COMPOSE);
  });
}

/** The command that a person with the rights would type, for one message. */
export function byHand(platform: NodeJS.Platform, debianLike: boolean, packages: readonly string[]): string {
  if (platform === "darwin" || platform === "win32")
    return "install Docker Desktop from https://docs.docker.com/desktop";
  if (debianLike)
    return `type \`sudo apt-get update && sudo apt-get install --no-install-recommends ${packages.join(" ")}\``;
  return "install Docker Engine as https://docs.docker.com/engine/install says for your system";
}
