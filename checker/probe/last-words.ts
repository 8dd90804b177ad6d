import { lastLines } from "../engine/tail.ts";

/** Lines of a log in which the reason is looked for, and of those that are shown. */
export const READ_LINES = 60;
const SHOWN_LINES = 12;

interface Rule {
  readonly pattern: RegExp;
  hint(match: RegExpExecArray): string;
}

/** What the last lines of a process that ended say about the reason. The first rule that matches decides. */
const RULES: readonly Rule[] = [
  {
    // A shebang line that ends in a carriage return names a program that does not exist.
    pattern: /exec(?:ve)?[: ]+"?(\S+?\.\w+)"?: no such file or directory/,
    hint: ([, script]) =>
      `Look at how the lines of ${script} end, and at its first line: with Windows line endings the system looks for a program whose name ends in an invisible character.`,
  },
  {
    pattern: /exec format error/,
    hint: () =>
      "Look at the first line of the script that is started (does it name a shell?), or at the processor that the image was made for.",
  },
  {
    pattern:
      /(?:can't open file|Cannot find module|cannot load such file --|No such file or directory --) '?(\/\S+?)'?(?:[:\s]|$)/m,
    hint: ([, path]) =>
      `Look at the folder to which the code is copied, and at the one in which the container starts: ${path} is not there.`,
  },
  {
    pattern: /No module named '?([\w.]+)|Cannot find module '([^'./][^']*)'|cannot load such file -- ([\w./-]+)/,
    hint: ([, python, node, ruby]) =>
      `The code needs ${python ?? node ?? ruby}, which is not installed in the image (or not in a place where it is looked for).`,
  },
  {
    pattern: /could not start, because no server handler|Couldn't find handler/i,
    hint: () =>
      "The code has a framework, but no web server to run it: look at the packages that its first lines name.",
  },
  {
    pattern: /\/bin\/sh: \d+: \[\S*: not found/,
    hint: () =>
      "Look at the quotes and commas of CMD and ENTRYPOINT: a list takes each word by itself, in double quotes.",
  },
  {
    pattern: /permission denied/i,
    hint: () => "Look at the rights of the file that it names, and at the user that the container runs as.",
  },
  {
    pattern: /address already in use/i,
    hint: () => "Two processes in the container want the same port: look at what is started.",
  },
];

export function hintFrom(log: string): string | undefined {
  for (const { pattern, hint } of RULES) {
    const match = pattern.exec(log);
    if (match) return hint(match);
  }
  return undefined;
}

/** The last lines, without the long lists of calls that hide what was said before them. */
export function lastWords(log: string): string {
  const isCall = (line: string) => /^\s+(at |from )\S/.test(line);
  const lines = log.split("\n");
  const kept = lines.filter((line, index) => !isCall(line) || !isCall(lines[index - 1] ?? ""));
  return lastLines(kept.join("\n"), SHOWN_LINES);
}
