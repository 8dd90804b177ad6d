import { setTimeout as pause } from "node:timers/promises";
import { execa } from "execa";
import type { Report } from "../core/report.ts";

/** How `npm run bench` measures a part: `plain.ts` in a lab's folder exports one of these for each, under its name. */
export interface PlainPart {
  /**
   * The plain docker commands that do the work of a check, as somebody with a script would: no labels, no explanations.
   * Absent where nothing plain does the same.
   */
  readonly run?: (plain: Plain) => Promise<void>;
  /** What the report says beside time and points, by the words to show it with. */
  readonly figures?: (report: Report) => Readonly<Record<string, number>>;
}

/** What everything that plain commands make is called by. */
export const PLAIN = "plain-bench";

export type PlainParts = Readonly<Record<string, PlainPart>>;

export interface Plain {
  /** Runs `docker` with these words; gives what it printed. */
  readonly docker: Docker;
  /** solutions/NAME */
  readonly reference: string;
  /** Of the check just before: where the plain commands have to wait for as much as it did. */
  readonly report: Report;
}

export type Docker = (...args: string[]) => Promise<string>;

export function dockerWith(env: NodeJS.ProcessEnv): Docker {
  return async (...args) =>
    (await execa("docker", args, { env: { ...env, DOCKER_BUILDKIT: "1" }, stdin: "ignore" })).stdout;
}

/** Looks again and again, for half a minute. */
export async function patiently(right: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (await right().catch(() => false)) return;
    await pause(50);
  }
  throw new Error("the plain commands did not get an answer");
}

/** Where a published port of a container leads. */
export async function addressOf(docker: Docker, container: string, port: number): Promise<string> {
  return `http://${(await docker("port", container, `${port}/tcp`)).split("\n")[0]}`;
}
