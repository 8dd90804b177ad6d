import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { Finding } from "../../core/errors.ts";
import type { Container } from "../../engine/container.ts";
import { startTwin } from "../../engine/twin.ts";
import { Agent } from "../../probe/agent.ts";
import { stillRunning } from "../../probe/server.ts";
import { until } from "../../probe/until.ts";
import type { CheckContext } from "../context.ts";
import { GivenFiles, type Without } from "./given-files.ts";

/** Given code that a container has to run. */
export interface Program {
  readonly service: string;
  /** Its path in the lab: `rng/rng.py`. */
  readonly file: string;
  /** Whether a container does the program's work; `agent` is in its network. May throw while nobody answers. */
  works(agent: Agent, container: Container): Promise<boolean>;
}

/** Seconds in which a container that is still there has to show that it works. */
const PATIENCE = 8;

/**
 * The given code is what does the work. Mostly that is plain to see: the one process is the interpreter, with the file as it
 * was handed out. Where it is not, the container has to hold the file, and a twin of it, in which that file is no program
 * any more, has to do nothing. So it does not matter how the program is started (by another server, npm, a script), where
 * it lies or what it is called there; and a file that only lies beside the program that really runs is seen.
 */
export async function runsGiven(work: CheckContext, container: Container, program: Program): Promise<void> {
  const given = await readFile(join(work.reference, program.file));
  const files = new GivenFiles(work, container, program.file, given);
  const name = basename(program.file);
  if (await files.plainlyRuns()) return;
  await stillRunning(container);
  const usual = await files.usual();
  if (usual.found > 0 && !(await worksWithout(work, container, program, usual))) return;
  const all = await files.everywhere();
  const expected = `${name}, as it was handed out, is the program that runs`;
  if (all.found === 0) {
    const other = await files.other();
    throw new Finding("NOT_GIVEN_CODE", `The given ${name} is not in the container of ${program.service}.`, {
      expected,
      actual: other ? `${other} is another file than the one that was handed out` : "no file with the given code",
      hint: `Look at what puts ${name} into the image, and at what changes it afterwards.`,
    });
  }
  if (!(await worksWithout(work, container, program, all))) return;
  throw new Finding("NOT_GIVEN_CODE", `The container of ${program.service} does its work without the given ${name}.`, {
    expected,
    actual: "with that file taken away, a container like it works as before",
    hint: "Look at what the container starts (CMD, ENTRYPOINT, command): which program is it?",
  });
}

async function worksWithout(
  work: CheckContext,
  container: Container,
  { service, file, works }: Program,
  without: Without,
): Promise<boolean> {
  const subject = `${service} without ${basename(file)}`;
  await using twin = await startTwin(work.session, container, { subject, ...without });
  if (twin === undefined) return false;
  const ended = async () => ((await twin.state()).running ? undefined : true);
  if (await until(ended, { deadline: 1, every: 0.03, signal: work.signal })) return false;
  // It goes on: a shell or a supervisor may do so when what it has started is gone.
  await using agent = await Agent.start(work.session, { within: twin.id }).catch(() => undefined);
  if (agent === undefined) return false;
  const seen = await until(
    async () => ((await ended()) ? false : (await works(agent, twin).catch(() => false)) || undefined),
    { deadline: PATIENCE, every: 0.2, signal: work.signal },
  );
  return seen === true;
}
