import { ExecaError, execa } from "execa";
import { GraderError } from "../core/errors.ts";
import { type Say, step } from "../images/step.ts";

const QUIET = ["-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120", "-o", "Dpkg::Use-Pty=0"];

/** Versions that the machine's apt sources would install, by package; a package without one is left out. */
export async function aptCandidates(env: NodeJS.ProcessEnv, packages: readonly string[]): Promise<Map<string, string>> {
  const { stdout } = await execa("apt-cache", ["policy", ...packages], {
    env: plain(env),
    extendEnv: false,
    reject: false,
  });
  return readPolicy(stdout);
}

/** Reads what `apt-cache policy` prints in the C locale. */
export function readPolicy(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const block of text.split(/^(?=\S)/m)) {
    const name = /^(\S+):$/m.exec(block)?.[1];
    const candidate = /^ {2}Candidate: (\S+)/m.exec(block)?.[1];
    if (name && candidate && candidate !== "(none)") found.set(name, candidate);
  }
  return found;
}

/** Installs packages from the machine's own sources, with fresh lists when the old ones do not do. Throws SETUP_REFUSED. */
export async function aptInstall(env: NodeJS.ProcessEnv, say: Say, packages: readonly string[]): Promise<void> {
  const install = (): Promise<unknown> => aptGet(env, ["install", ...QUIET, ...packages]);
  await step(say, `apt-get install ${packages.join(" ")}`, async () => {
    try {
      const known = await aptCandidates(env, packages);
      if (packages.some((name) => !known.has(name))) await aptGet(env, ["update"]);
      await install().catch(async (error: unknown) => {
        await repair(env, error);
        await install();
      });
    } catch (error) {
      if (!(error instanceof ExecaError)) throw error;
      const tail = String(error.all ?? error.shortMessage)
        .trimEnd()
        .split("\n")
        .slice(-8)
        .join("\n");
      const advice = `Type \`apt-get update && apt-get install ${packages.join(" ")}\` to see it in full.`;
      throw new GraderError("SETUP_REFUSED", `apt-get could not install ${packages.join(", ")}.\n${tail}`, advice);
    }
  });
}

/** An installation that was cut short is finished first; otherwise the lists were too old for the mirror. */
async function repair(env: NodeJS.ProcessEnv, error: unknown): Promise<void> {
  const output = error instanceof ExecaError ? String(error.all) : "";
  if (/dpkg was interrupted|--configure -a/.test(output)) {
    await execa("dpkg", ["--configure", "-a"], { env: plain(env), extendEnv: false, all: true, stdin: "ignore" });
  } else {
    await aptGet(env, ["update"]);
  }
}

function aptGet(env: NodeJS.ProcessEnv, args: readonly string[]): Promise<unknown> {
  return execa("apt-get", args, { env: plain(env), extendEnv: false, all: true, stdin: "ignore" });
}

/** No questions, and output that a program can read. */
export function plain(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...env, DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C" };
}
