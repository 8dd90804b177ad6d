/** A process as `ps` shows it: the kernel's name for what was executed, and the words of its command line. */
export interface Process {
  readonly name: string;
  readonly command: string;
}

export interface Started {
  readonly processes: readonly Process[];
  /** What the engine was told to start. */
  readonly words: readonly string[];
  /** `NAME=value`. */
  readonly environment: readonly string[];
}

interface Interpreter {
  readonly word: RegExp;
  /** A new thread of node is called so. */
  readonly name: RegExp;
  /** Options that change nothing about which program runs. */
  readonly options: RegExp;
  /** A server that runs inside of the program and calls the process after itself. */
  readonly title?: RegExp;
}

const INTERPRETERS: Readonly<Record<string, Interpreter>> = {
  py: { word: /^python[\d.]*$/, name: /^python[\d.]*$/, options: /^-[uBOsI]$/ },
  rb: { word: /^ruby[\d.]*$/, name: /^(ruby[\d.]*|puma .*)$/, options: /^$/, title: /^puma \d/ },
  js: { word: /^node(js)?$/, name: /^(node(js)?|MainThread)$/, options: /^--inspect(=[\d.:]+)?$/ },
};

/** Variables by which an interpreter is told to do something else first, or by which others are found. */
const LEADS_ASTRAY =
  /^(NODE_OPTIONS|NODE_PATH|RUBYOPT|RUBYLIB|PYTHON(STARTUP|PATH|HOME|INSPECT)|LD_\w+|BASH_ENV|ENV)=./;

/**
 * The file that a container runs, where that is plain: one process, which is the interpreter of such files and was given
 * this one. Undefined where it is not: then there is more to find out, and nothing is wrong yet.
 */
export function plainProgram({ processes, words, environment }: Started, extension: string): string | undefined {
  const interpreter = INTERPRETERS[extension];
  const [only, ...others] = processes;
  if (interpreter === undefined || only === undefined || others.length > 0) return undefined;
  if (!interpreter.name.test(only.name) || environment.some((variable) => LEADS_ASTRAY.test(variable)))
    return undefined;
  const command = interpreter.title?.test(only.command) ? words : only.command.split(" ");
  const [first = "", ...rest] = command;
  if (!interpreter.word.test(first.split("/").at(-1) ?? "")) return undefined;
  const [program, ...more] = rest.filter((word) => !interpreter.options.test(word));
  return more.length === 0 && program?.endsWith(`.${extension}`) ? program : undefined;
}
