import type { Code } from "../core/codes/codes.ts";
import { Finding } from "../core/errors.ts";
import { type Container, KILLED } from "../engine/container.ts";
import { lastOf } from "../engine/demultiplex.ts";
import { LIMIT } from "../engine/limits.ts";
import type { Session } from "../engine/session.ts";
import { Agent, type Listener } from "./agent.ts";
import { hiddenByMount } from "./hidden.ts";
import { type Answer, ask } from "./http.ts";
import { lastWords, READ_LINES } from "./last-words.ts";
import { noAnswer } from "./no-answer.ts";
import { until } from "./until.ts";

/** Seconds that a server may take to answer for the first time. */
const START_DEADLINE = 20;
/** Seconds after which a server that does not answer is looked at from inside its network. */
const FIRST_LOOK = 4;
/** Seconds that are left to a server that is seen to listen elsewhere. */
const LAST_CHANCE = 2;

/** A proxy says so while what is behind it is still starting: Bad Gateway, Gateway Timeout. */
const NOT_YET = [502, 504];

/**
 * Waits for the first answer of a server on its published port; any status counts, those of a proxy that waits only when
 * nothing else comes, unless `isItsOwn` knows the answer. A server that ended, or that listens where nobody can reach it,
 * is a finding that says so.
 */
export function firstAnswer(
  session: Session,
  container: Container,
  port: number,
  path: string,
  isItsOwn: (answer: Answer) => boolean = () => false,
): Promise<Answer> {
  return first(session, container, port, {
    ask: async (deadline) => ask((await container.urlOf(port)) + path, { signal: session.signal, deadline }),
    isYet: (answer) => !NOT_YET.includes(answer.status) || isItsOwn(answer),
  });
}

/** The same of a server that is connected to by a name, and sends something without being asked for it. */
export function firstSent(
  session: Session,
  container: Container,
  port: number,
  { agent, name }: { readonly agent: Agent; readonly name: string },
): Promise<Buffer> {
  return first(session, container, port, {
    ask: (deadline) => agent.read(name, port, { deadline }),
    isYet: (sent) => sent.length > 0,
  });
}

interface FirstQuestion<T> {
  /** Seconds are given. */
  ask(deadline: number): Promise<T>;
  /** False for an answer that counts only when no other comes. */
  isYet(answer: T): boolean;
}

async function first<T>(
  session: Session,
  container: Container,
  port: number,
  { ask, isYet }: FirstQuestion<T>,
): Promise<T> {
  const notYet: T[] = [];
  let reason = "no answer";
  const heard = (answer: T): T | undefined => {
    if (isYet(answer)) return answer;
    notYet.push(answer);
    return undefined;
  };
  const attempt = (deadline: number) =>
    until(
      async () => {
        await stillRunning(container);
        return ask(Math.min(deadline, 5)).then(heard, (error) => {
          reason = noAnswer(error).reason;
          return undefined;
        });
      },
      { deadline, signal: session.signal },
    );
  const soon = await attempt(FIRST_LOOK);
  if (soon) return soon;
  const listening = await listeners(session, container).catch(async (error) => {
    if (!(error instanceof Finding)) throw error;
    // It may wait in this way for another container, and be there in time.
    await stillRunning(container);
    return [];
  });
  const elsewhere = listening.length > 0 && !listens(listening, port);
  const answer = await attempt(elsewhere ? LAST_CHANCE : START_DEADLINE - FIRST_LOOK);
  const last = answer ?? notYet.at(-1);
  if (last) return last;
  throw await unreachable(container, { port, reason }, await listeners(session, container));
}

/** Throws a finding with the last lines of the log when the container has ended. */
export async function stillRunning(container: Container): Promise<void> {
  const { running, exitCode, oomKilled, endedBecause } = await container.state();
  if (running) return;
  const reason = endedBecause ?? (oomKilled ? "it used more memory than it may" : undefined);
  const killed = endedBecause === undefined && (oomKilled || exitCode === KILLED);
  const code = killed ? "OUT_OF_MEMORY" : exitCode === 0 ? "ENDED_EARLY" : "CONTAINER_ENDED";
  const how = reason === undefined ? exited(exitCode) : `was ended: ${reason}`;
  throw await ended(container, code, how, how);
}

/** An agent in the network of a container. When that has ended there is no network to be in: a finding. */
export async function agentBeside(session: Session, container: Container): Promise<Agent> {
  await stillRunning(container);
  return Agent.start(session, { within: container.id }).catch(async (error) => {
    // Whoever comes while it ends, or is started, is told this or that by the engine.
    await goesOn(container);
    throw error;
  });
}

/** To be asked when something of a container was not there: a finding when it has ended, be it to be started again. */
export async function goesOn(container: Container): Promise<void> {
  await stillRunning(container);
  const { restarting, restarts } = await container.state();
  if (restarting || restarts > 0) throw await endsAgain(container);
}

async function endsAgain(container: Container): Promise<Finding> {
  const { exitCode } = await container.state();
  const says = "ends again and again, and is started anew each time";
  return ended(container, "ENDS_AGAIN", says, exited(exitCode));
}

/** In Docker's words. */
function exited(code: number): string {
  return `exited with code ${code}`;
}

/** What is to be told of a container that has ended. */
async function ended(container: Container, code: Code, says: string, how: string): Promise<Finding> {
  const { subject: service } = container;
  const output = await container.output();
  const observed = lastOf(output, READ_LINES);
  const hidden = await hiddenByMount(container, observed);
  const over = hidden && `; the image has ${hidden.path}, hidden by what is mounted at ${hidden.at}`;
  return new Finding(hidden ? "MOUNT_HIDES" : code, `The container of ${service} ${says}.`, {
    expected: "a process that goes on running",
    actual: `the process ${how}${over ?? ""}`,
    evidence: lastWords(output),
    observed,
    service,
    ...(hidden && {
      hint: `Look at the volumes of the service: what is mounted at ${hidden.at} stands in the place of what the image has there.`,
    }),
  });
}

async function listeners(session: Session, container: Container): Promise<readonly Listener[]> {
  await using agent = await agentBeside(session, container);
  return await agent.listening();
}

function listens(listening: readonly Listener[], port: number): boolean {
  return listening.some((listener) => listener.port === port && !listener.loopback);
}

async function unreachable(
  container: Container,
  { port, reason }: { readonly port: number; readonly reason: string },
  listening: readonly Listener[],
): Promise<Finding> {
  const { subject } = container;
  const expected = `a server that listens on 0.0.0.0:${port}`;
  const seen = { expected, evidence: await container.logs(), service: subject };
  if (await container.isFull()) {
    const message = `${subject} has started as many processes as it may, and does not answer.`;
    return new Finding("limit-processes", message, { ...seen, actual: `${LIMIT.pids} processes` });
  }
  if (listening.some((listener) => listener.port === port && listener.loopback)) {
    const message = `${subject} listens on 127.0.0.1 only, so nobody outside its container can reach it.`;
    return new Finding("LOOPBACK_ONLY", message, { ...seen, actual: `listening on 127.0.0.1:${port}` });
  }
  if (listens(listening, port)) {
    const message = `${subject} takes connections on port ${port}, but sends no answer.`;
    return new Finding("NO_ANSWER", message, { ...seen, expected: `an answer on port ${port}`, actual: reason });
  }
  const others = [...new Set(listening.map((listener) => listener.port))].sort((a, b) => a - b).join(", ");
  if (others !== "") {
    const message = `${subject} does not listen on port ${port}: it listens on port ${others}.`;
    return new Finding("OTHER_PORT", message, { ...seen, actual: `listening on port ${others}` });
  }
  return new Finding("NOT_LISTENING", `${subject} runs, but listens on no port at all.`, {
    ...seen,
    actual: `nothing was listening after ${START_DEADLINE} seconds`,
  });
}
