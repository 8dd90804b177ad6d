import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GraderError } from "../../checker/core/errors.ts";
import { command } from "../../checker/engine/command.ts";
import { connect } from "../../checker/engine/connect.ts";
import { labelledEngine } from "../../checker/engine/labelled-engine.ts";
import { OWNER_VARIABLE } from "../../checker/engine/orphans.ts";
import { thisOwner } from "../../checker/engine/owner.ts";
import { Session } from "../../checker/engine/session.ts";
import { sweepDead } from "../../checker/engine/sweep.ts";
import { ROOT } from "../decks.ts";
import type { Problem } from "../format/problem.ts";
import type { Snippet } from "./run-blocks.ts";
import { composeImages, removeComposeImages, removeVolumes } from "./unlabelled.ts";

/** Seconds for one block. */
const DEADLINE = 180;
const SHOWN = 12;

export interface RunOptions {
  readonly name: string;
  readonly env: NodeJS.ProcessEnv;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Runs the marked blocks of a deck on the real engine, in order, in a workspace that is thrown away. The folder that a block
 * leaves with `cd` is where the next one begins, as in a terminal. The first that fails ends it: the next ones build on it.
 * What they create on the engine is removed. Throws a GraderError where the fault is the machine's.
 */
export async function runSnippets(snippets: readonly Snippet[], options: RunOptions): Promise<readonly Problem[]> {
  const docker = connect(options.env);
  await sweepDead(docker);
  const before = await composeImages(docker);
  const made = { projects: new Set<string>(), volumes: new Set<string>() };
  const folder = await mkdtemp(join(tmpdir(), "slides-"));
  try {
    return await runIn(folder, snippets, docker, made, options);
  } finally {
    // By now no container uses them any more.
    await removeComposeImages(docker, made.projects, before);
    await removeVolumes(docker, made.volumes);
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function runIn(
  folder: string,
  snippets: readonly Snippet[],
  docker: ReturnType<typeof connect>,
  made: { readonly projects: Set<string>; readonly volumes: Set<string> },
  { name, env, say, signal }: RunOptions,
): Promise<readonly Problem[]> {
  await using session = new Session({ docker, env, emit: () => undefined, signal });
  await using engine = await labelledEngine(env, session.labels, folder, {
    project: (project) => made.projects.add(project),
    volume: (volume) => made.volumes.add(volume),
  });
  const workspace = join(folder, name);
  await mkdir(workspace);
  const place = join(folder, "place");
  await writeFile(place, workspace);
  await writeFile(join(folder, "prelude.sh"), prelude(session.labels, place));
  for (const [index, snippet] of snippets.entries()) {
    say(`${name}: block ${index + 1} of ${snippets.length} (${snippet.file}:${snippet.line})`);
    const problem = await run(snippet, { folder, place, session, env, host: engine.host });
    if (problem) return [problem];
  }
  return [];
}

interface Bench {
  readonly folder: string;
  readonly place: string;
  readonly session: Session;
  readonly env: NodeJS.ProcessEnv;
  readonly host: string;
}

async function run(snippet: Snippet, { folder, place, session, env, host }: Bench): Promise<Problem | undefined> {
  const clock = AbortSignal.timeout(DEADLINE * 1000);
  const status = join(folder, "status");
  await rm(status, { force: true });
  const script = `source ${join(folder, "prelude.sh")}\nSTATUS=${status}\n${snippet.code}\n`;
  const ended = await command("bash", ["-c", script], {
    cwd: (await readFile(place, "utf8")).trim(),
    env: {
      ...kept(env),
      [OWNER_VARIABLE]: thisOwner(),
      DOCKER_HOST: host,
      WORKSHOP: ROOT.replace(/\/$/, ""),
      LC_ALL: "C.UTF-8",
    },
    signal: AbortSignal.any([session.signal, clock]),
  });
  session.signal.throwIfAborted();
  if (ended.code === "ENOENT") {
    throw new GraderError("SETUP_REFUSED", "There is no bash on this machine, which the blocks need.", "Install bash.");
  }
  const wrong = (what: string): Problem => ({
    file: snippet.file,
    line: snippet.line,
    message: `${what}\n${shown(ended.output)}`,
  });
  if (clock.aborted) return wrong(`this block did not end within ${DEADLINE} s; its output:`);
  const exit = Number(await readFile(status, "utf8").catch(() => "-1"));
  if (exit !== snippet.exit)
    return wrong(`this block ended with exit code ${exit} instead of ${snippet.exit}; its output:`);
  if (snippet.contains !== undefined && !ended.output.includes(snippet.contains))
    return wrong(`the output of this block does not contain "${snippet.contains}":`);
  return undefined;
}

/** Images that are built by hand carry labels as well; a failing command ends the block, as people would stop there. */
function prelude(labels: Readonly<Record<string, string>>, place: string): string {
  const flags = Object.entries(labels).map(([key, value]) => `--label '${key}=${value}'`);
  return `set -e
trap 'code=$?; pwd > ${place}; echo $code > "$STATUS"' EXIT
docker() {
  case "$1 $2" in
    build\\ *) shift; command docker build ${flags.join(" ")} "$@" ;;
    "image build" | "buildx build") shift 2; command docker build ${flags.join(" ")} "$@" ;;
    *) command docker "$@" ;;
  esac
}
`;
}

/** How to find programs and Docker's configuration; nothing that could change what Compose does. */
function kept(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const names = ["PATH", "HOME", "TMPDIR", "DOCKER_CONFIG"];
  const found = names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]] as const]));
  return {
    ...Object.fromEntries(found),
    DOCKER_BUILDKIT: "1",
    BUILDX_BUILDER: "default",
    BUILDKIT_PROGRESS: "plain",
    DOCKER_CLI_HINTS: "false",
  };
}

function shown(output: string): string {
  const lines = output.trimEnd().split("\n").slice(-SHOWN);
  return lines.map((line) => `    | ${line}`).join("\n");
}
