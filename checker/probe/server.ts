import { Finding, type FindingDetails } from "../core/errors.ts";
import { recognise } from "../core/fingerprints.ts";
import type { Container } from "../engine/container.ts";
import { lastOf } from "../engine/demultiplex.ts";
import { LIMIT } from "../engine/limits.ts";
import type { Session } from "../engine/session.ts";
import { Agent, type Listener } from "./agent.ts";
import { hiddenByMount } from "./hidden.ts";
import { type Answer, ask, type Question } from "./http.ts";
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
 * nothing else comes. A server that ended, or that listens where nobody can reach it, is a finding that says so.
 */
export async function firstAnswer(session: Session, container: Container, port: number, path: string): Promise<Answer> {
  const question: Question = { signal: session.signal };
  const notYet: Answer[] = [];
  let reason = "no answer";
  const heard = (answer: Answer): Answer | undefined => {
    if (!NOT_YET.includes(answer.status)) return answer;
    notYet.push(answer);
    return undefined;
  };
  const attempt = (deadline: number) =>
    until(
      async () => {
        await stillRunning(container);
        const url = await container.urlOf(port);
        return ask(url + path, { ...question, deadline: Math.min(deadline, 5) }).then(heard, (error) => {
          reason = noAnswer(error).reason;
          return undefined;
        });
      },
      { deadline, signal: session.signal },
    );
  const soon = await attempt(FIRST_LOOK);
  if (soon) return soon;
  const listening = await listeners(session, container).catch((error) => {
    // It may wait in this way for another container, and be there in time.
    if (error instanceof EndsAgain) return [];
    throw error;
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
  const why = endedBecause ?? (oomKilled ? "it used more memory than it may" : `exit code ${exitCode}`);
  const message = `The container of ${container.subject} ended by itself (${why}).`;
  throw new Finding(message, await howItEnded(container, message, why));
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

class EndsAgain extends Finding {}

async function endsAgain(container: Container): Promise<EndsAgain> {
  const { exitCode } = await container.state();
  const message = `The container of ${container.subject} ends again and again, and is started anew each time.`;
  return new EndsAgain(message, await howItEnded(container, message, `exit code ${exitCode}`));
}

/** What is to be told of a container that has ended. */
async function howItEnded(container: Container, message: string, why: string): Promise<FindingDetails> {
  const output = await container.output();
  const observed = lastOf(output, READ_LINES);
  const hidden = await hiddenByMount(container, observed);
  const over = hidden && `; the image has ${hidden.path}, hidden by what is mounted at ${hidden.at}`;
  const details = {
    expected: "a process that goes on running",
    actual: `the process ended: ${why}${over ?? ""}`,
    evidence: lastWords(output),
    observed,
  };
  return { ...details, hint: recognise(message, details)?.look ?? "The last lines of its log say why it ended." };
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
  const evidence = await container.logs();
  const expected = `a server that listens on 0.0.0.0:${port}`;
  if (await container.isFull()) {
    return new Finding(`${subject} has started as many processes as it may, and does not answer.`, {
      expected,
      actual: `${LIMIT.pids} processes`,
      evidence,
      hint: "Look at what the image starts: something in it starts more and more of itself.",
      rule: "limit-processes",
    });
  }
  if (listening.some((listener) => listener.port === port && listener.loopback)) {
    return new Finding(`${subject} listens on 127.0.0.1 only, so nobody outside its container can reach it.`, {
      expected,
      actual: `listening on 127.0.0.1:${port}`,
      evidence,
      hint: "Look at the address that the server is told to bind to.",
    });
  }
  if (listens(listening, port)) {
    return new Finding(`${subject} takes connections on port ${port}, but sends no answer.`, {
      expected: `an answer on port ${port}`,
      actual: reason,
      evidence,
    });
  }
  const others = [...new Set(listening.map((listener) => listener.port))].sort((a, b) => a - b);
  if (others.length > 0) {
    return new Finding(`${subject} does not listen on port ${port}: it listens on port ${others.join(", ")}.`, {
      expected,
      actual: `listening on port ${others.join(", ")}`,
      evidence,
      hint: "Look at where the port of the server is set.",
    });
  }
  return new Finding(`${subject} runs, but listens on no port at all.`, {
    expected,
    actual: `nothing was listening after ${START_DEADLINE} seconds`,
    evidence,
    hint: "Look at the command that the image starts, and at its log.",
  });
}
