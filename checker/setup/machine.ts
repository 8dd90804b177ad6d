import { existsSync, readFileSync } from "node:fs";
import { findInPath } from "./path.ts";

/** What decides how this machine can be set up. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  /** `debian`, `ubuntu`, ... from /etc/os-release; empty elsewhere. */
  readonly distribution: string;
  /** Debian, or made from it: has its package tools. */
  readonly debianLike: boolean;
  readonly codename: string;
  readonly root: boolean;
  /** systemd is installed nearly everywhere; here it is also running. */
  readonly systemd: boolean;
}

export function thisMachine(env: NodeJS.ProcessEnv): Machine {
  const release = readOsRelease(readIfThere("/etc/os-release"));
  const apt = findInPath(env, "apt-get") !== undefined;
  return {
    platform: process.platform,
    distribution: release.ID ?? "",
    debianLike: process.platform === "linux" && apt && /\b(debian|ubuntu)\b/.test(`${release.ID} ${release.ID_LIKE}`),
    codename: release.VERSION_CODENAME ?? "",
    root: process.getuid?.() === 0,
    systemd: existsSync("/run/systemd/system"),
  };
}

/** Shell assignments of os-release(5). */
export function readOsRelease(text: string): Record<string, string> {
  const lines = [...text.matchAll(/^([A-Z_]+)=(?:"(.*)"|'(.*)'|(.*))$/gm)];
  return Object.fromEntries(lines.map(([, key, a, b, c]) => [key, a ?? b ?? c ?? ""]));
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
