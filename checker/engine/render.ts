import type { Model } from "./compose.ts";
import { type ComposeReader, KILLED, READ_AT } from "./compose-reader.ts";

/** What Compose says about the files beside the model. */
interface Said {
  /** Each once, as a sentence: variables that are not set, keys that are obsolete. */
  readonly warnings: readonly string[];
}

export type Rendered = Said & ({ readonly model: Model } | { readonly failed: string });

/**
 * Renders compose files, the later merged over the earlier, where nothing but the submission can be read. Paths in the
 * model begin with READ_AT.
 */
export async function render(reader: ComposeReader, project: string, files: readonly string[]): Promise<Rendered> {
  const named = files.flatMap((file) => ["--file", file]);
  const place = ["--project-name", project, "--project-directory", READ_AT];
  const { exitCode, ended, stdout, stderr } = await reader.read([...place, ...named, "config", "--format", "json"]);
  const { warnings, words } = messages(stderr);
  if (ended === "too large")
    return { warnings, failed: "The file describes far too many services, or far too large ones." };
  if (ended === "late") return { warnings, failed: "Compose did not finish reading it in time." };
  if (exitCode === KILLED) return { warnings, failed: "Compose needs more memory to read it than it may have." };
  if (exitCode !== 0) return { warnings, failed: words || `Compose exited without a word (exit code ${exitCode}).` };
  // Compose writes every dollar twice, since it expects to read the model again.
  return { warnings, model: JSON.parse(stdout.replaceAll("$$", "$")) as Model };
}

/** Takes warnings and errors apart. Source: sirupsen/logrus, TextFormatter (`time=... level=... msg=...`). */
export function messages(stderr: string): { readonly warnings: readonly string[]; readonly words: string } {
  const warnings = new Set<string>();
  const words: string[] = [];
  for (const line of stderr.replaceAll(`${READ_AT}/`, "").split("\n")) {
    const logged = /^time=\S+ level=(\w+) msg=("(?:[^"\\]|\\.)*"$|[^"\s]\S*$)/.exec(line);
    const text = logged ? unquoted(logged[2] ?? "") : line;
    if (logged?.[1] === "warning") warnings.add(text);
    else if (text.trim() !== "") words.push(text);
  }
  return { warnings: [...warnings], words: words.join("\n") };
}

/** Go quotes a text almost as JSON does. */
function unquoted(text: string): string {
  if (!text.startsWith('"')) return text;
  return text.slice(1, -1).replace(/\\(.)/g, (_, character: string) => (character === "n" ? "\n" : character));
}
