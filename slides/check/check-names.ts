import { command } from "../../checker/engine/command.ts";
import { ROOT } from "../decks.ts";

/** What `npm run check` can be asked for: it is asked itself, so that no list has to be kept here. */
export async function checkNames(env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const { failed, stdout, output } = await command(process.execPath, ["--import", "tsx", "checker/cli.ts", "check"], {
    cwd: ROOT,
    env,
    signal,
  });
  signal.throwIfAborted();
  const names = stdout
    .split("\n")
    .flatMap((line) => /^(?: {2}(\S+) {2}|(\S+): )/.exec(line)?.slice(1).filter(Boolean) ?? []);
  if (failed || names.length === 0) throw new Error(`The checker does not say which checks there are:\n${output}`);
  return new Set(names);
}
