import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { ExecaError, execa } from "execa";
import { digestOf } from "../digest.ts";

/** Seconds that a clone may take. */
const PATIENCE = 120;
/** Nothing that a repository brings along may run, and nothing else may be fetched for it. */
const SETTINGS = [
  "core.hooksPath=/dev/null",
  "core.symlinks=false",
  "core.fsmonitor=false",
  "core.attributesFile=/dev/null",
  "filter.lfs.smudge=",
  "filter.lfs.process=",
  "filter.lfs.required=false",
  "protocol.ext.allow=never",
  "submodule.recurse=false",
];

/** What git says is the reason why there is no clone. */
export class NoClone extends Error {}

export function isAddress(text: string): boolean {
  return /^(?:https?|ssh|git|file):\/\/\S+$|^[\w.-]+@[\w.-]+:\S+$/.test(text);
}

/**
 * The newest state of a repository, without its history: hooks, submodules, LFS and filters are off, links are files. It is fetched
 * anew each time; where that fails, an earlier clone is not taken for it. Throws NoClone.
 */
export async function clone(address: string, into: string): Promise<string> {
  const dir = join(into, digestOf(address).slice(0, 32));
  const draft = `${dir}.${process.pid}.draft`;
  await mkdir(into, { recursive: true });
  const settings = SETTINGS.flatMap((setting) => ["-c", setting]);
  try {
    await execa(
      "git",
      [
        ...settings,
        "clone",
        "--quiet",
        "--depth=1",
        "--no-tags",
        "--single-branch",
        "--template=",
        "--",
        address,
        draft,
      ],
      {
        env: {
          GIT_TERMINAL_PROMPT: "0",
          GIT_LFS_SKIP_SMUDGE: "1",
          GIT_ATTR_NOSYSTEM: "1",
          GIT_ASKPASS: "",
          SSH_ASKPASS: "",
        },
        stdin: "ignore",
        timeout: PATIENCE * 1000,
      },
    );
    await rm(dir, { recursive: true, force: true });
    await rename(draft, dir);
    return dir;
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!(error instanceof ExecaError)) throw error;
    throw new NoClone(reasonOf(error));
  }
}

function reasonOf({ stderr, timedOut, shortMessage }: ExecaError): string {
  if (timedOut) return `it did not arrive within ${PATIENCE} seconds`;
  return String(stderr).trim().split("\n").at(-1) || shortMessage;
}
