import { command } from "../../checker/engine/command.ts";
import { ROOT } from "../decks.ts";

/** What `npm run check` can be asked for: it is asked itself, so that no list has to be kept here. */
export async function checkNames(env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const args = ["checker/setup/launch.mjs", "checker", "check", "--list", "--json"];
  const { failed, stdout, output } = await command(process.execPath, args, { cwd: ROOT, env, signal });
  signal.throwIfAborted();
  if (failed) throw new Error(`The checker does not say which checks there are:\n${output}`);
  const labs = JSON.parse(stdout) as readonly { name: string; parts: readonly { name: string }[] }[];
  return new Set(labs.flatMap(({ name, parts }) => [name, ...parts.map((part) => part.name)]));
}
