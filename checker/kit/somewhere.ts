import type { Agent } from "../probe/agent.ts";
import { noAnswer } from "../probe/no-answer.ts";

type Heard = Awaited<ReturnType<Agent["http"]>>;

/** Asks a container on each of its ports that others reach, until one answers rightly: on which one is its own matter. */
export async function answersSomewhere(
  agent: Agent,
  path: string,
  isRight: (answer: Heard) => boolean,
): Promise<Heard | undefined> {
  for (const { port, loopback } of await agent.listening()) {
    const answer = loopback ? undefined : await agent.http(`http://127.0.0.1:${port}${path}`).catch(noAnswer);
    if (answer !== undefined && !(answer instanceof Error) && isRight(answer)) return answer;
  }
  return undefined;
}
