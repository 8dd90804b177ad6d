import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type Docker from "dockerode";
import { boundedText } from "../core/bounded.ts";
import type { Finding } from "../core/errors.ts";
import type { Event } from "../core/events.ts";
import { recognise } from "../core/fingerprints.ts";
import type { Part } from "../core/lab.ts";
import { PartClock } from "../core/part-clock.ts";
import type { Environment, Exhibit, FindingData, Report, Result, Step } from "../core/report.ts";
import { runChecks } from "../core/run.ts";
import { score, verdict } from "../core/score.ts";
import { BuildWarden } from "../engine/build-warden.ts";
import { DiskWatch } from "../engine/disk-watch.ts";
import { folderGone } from "../engine/errors.ts";
import { Session } from "../engine/session.ts";
import { BaseImages } from "../images/resolve.ts";
import { warned } from "../kit/checks/compose-file.ts";
import { CheckContext } from "../kit/context.ts";
import type { NamedLab } from "../labs/catalogue.ts";
import { quiet } from "../measure/lock.ts";
import { locate } from "../workspace/locate.ts";
import { Workspace } from "../workspace/workspace.ts";

const SOLUTIONS = fileURLToPath(new URL("../../solutions/", import.meta.url));

const BUILD_DEADLINE = 300;
/** Seconds that a part may take that names no limit of its own. */
const PART_DEADLINE = 15 * 60;

export interface JudgeOptions {
  readonly docker: Docker;
  readonly env: NodeJS.ProcessEnv;
  /** The folder with the student's work; see workspace/locate.ts. */
  readonly dir: string;
  readonly lab: NamedLab;
  readonly part: string;
  readonly keep?: boolean;
  /** Seconds that a build may take. */
  readonly buildDeadline?: number;
  /** Seconds that the whole part may take. */
  readonly partDeadline?: number;
  /** Whether builds and containers may reach the Internet; `default` is as Docker does it. */
  readonly network?: "none" | "default";
  readonly emit: (event: Event) => void;
  readonly signal: AbortSignal;
  readonly environment: Environment;
}

/** Judges one part of one submission, and leaves nothing behind. */
export async function judge(options: JudgeOptions): Promise<Report> {
  const { lab, part: name } = options;
  const part = partOf(lab, name);
  const heard = new Notebook(options.emit);
  const { dir: submission, note } = await locate(resolve(options.dir), lab.name, lab.lab);
  const startedAt = new Date().toISOString();
  const began = performance.now();
  heard.emit({ type: "part-started", part: name, checks: part.checks.length });
  if (note !== undefined) heard.emit({ type: "note", text: note });
  const { results, changed } = await judged(options, part, submission, heard);
  return {
    version: 1,
    lab: lab.name,
    part: name,
    title: `${lab.lab.title}, ${name}: ${part.title}`,
    extra: part.bonus === true,
    submission,
    startedAt,
    seconds: (performance.now() - began) / 1000,
    verdict: verdict(results),
    points: score(results),
    results,
    restored: part.honoursGivenCode ? [] : [...changed],
    notes: heard.notes,
    exhibits: heard.exhibits,
    facts: heard.facts,
    steps: heard.steps,
    ...(heard.kept === undefined ? {} : { kept: heard.kept }),
    environment: options.environment,
  };
}

interface Judged {
  readonly results: Result[];
  /** Given files that the student had changed. */
  readonly changed: readonly string[];
}

/** What was found out is never lost to what comes after it: a clean-up that fails is a note in the report. */
async function judged(
  options: JudgeOptions,
  part: Part<CheckContext>,
  submission: string,
  heard: Notebook,
): Promise<Judged> {
  const found: Judged[] = [];
  try {
    await inWorkspace(options, part, submission, heard, (results) => found.push(results));
  } catch (error) {
    if (found.length === 0) throw error;
    const why = error instanceof Error ? error.message : String(error);
    heard.emit({
      type: "note",
      text: `Not everything that was made could be removed; the next run tries again. ${why}`,
    });
  }
  return found[0] as Judged;
}

/** Runs the checks of a part and hands on what they found; when it returns, everything that they made is gone. */
async function inWorkspace(
  options: JudgeOptions,
  part: Part<CheckContext>,
  submission: string,
  heard: Notebook,
  done: (judged: Judged) => void,
): Promise<void> {
  const { docker, env, signal, lab, keep = false, buildDeadline = BUILD_DEADLINE, network = "default" } = options;
  const { emit } = heard;
  await quiet({
    signal,
    waiting: (holder) => emit({ type: "note", text: `Waiting until a measurement is done (process ${holder}).` }),
  });
  const reference = `${SOLUTIONS}${lab.name}`;
  const restore = part.honoursGivenCode !== true;
  using clock = new PartClock(options.partDeadline ?? part.timeoutSeconds ?? PART_DEADLINE);
  const note = (text: string) => emit({ type: "note", text });
  // Opened first, it is removed last: when no container is left that could write to it.
  await using workspace = await Workspace.open({
    submission,
    reference,
    given: lab.lab.given,
    restore,
    folders: lab.lab.recognisedBy,
    docker,
    note,
  });
  const gone = new AbortController();
  const ending = AbortSignal.any([signal, clock.signal, gone.signal]);
  await using session = new Session({ docker, env, emit, signal: ending, network });
  await using images = new BaseImages(session);
  await using _disk = new DiskWatch(session);
  using _builds = new BuildWarden(session);
  const work = new CheckContext({
    session,
    images,
    clock,
    workspace,
    lab: lab.name,
    reference,
    keep,
    buildDeadline,
    network,
  });
  const results = await runChecks(part.checks, {
    work,
    emit,
    signal: session.signal,
    now: () => session.now(),
    confirm: async () => {
      if (!existsSync(workspace.dir)) gone.abort(folderGone(workspace.dir));
      await session.confirmEngine();
    },
    explain: (finding, check) => ({ ...warned(work, check, finding), ...causeOf(finding) }),
  });
  for (const text of work.copied.notes()) note(text);
  done({ results, changed: workspace.changed });
}

function partOf({ name, lab }: NamedLab, part: string): Part<CheckContext> {
  const found = lab.parts[part];
  if (found === undefined) throw new Error(`the lab ${name} has no part ${part}`);
  return found;
}

/** A known mistake behind a finding. Where the check has no hint of its own, the most special code says where to look. */
function causeOf(finding: Finding): Partial<FindingData> {
  const known = recognise(finding);
  const hint = finding.details.hint ?? known?.look ?? finding.look;
  return { hint, ...(known && { fingerprint: { code: known.code, cause: known.cause } }) };
}

/** Keeps what the report needs of the events that pass by. */
class Notebook {
  readonly notes: string[] = [];
  readonly exhibits: Exhibit[] = [];
  readonly steps: Step[] = [];
  readonly facts: Record<string, number> = {};
  kept: string | undefined;
  readonly #forward: (event: Event) => void;

  constructor(forward: (event: Event) => void) {
    this.#forward = forward;
  }

  readonly emit = (event: Event): void => {
    if (event.type === "note") this.notes.push(boundedText(event.text));
    if (event.type === "exhibit") this.exhibits.push(event.exhibit);
    if (event.type === "fact" && Number.isFinite(event.value)) this.facts[event.name] = event.value;
    if (event.type === "step-ended") this.steps.push(event.step);
    if (event.type === "kept") this.kept = event.address;
    this.#forward(event);
  };
}
