import { createHash } from "node:crypto";
import { type Agent, type CheckContext, Finding, NoAnswer, type Stack, stillRunning, until } from "../../../kit/kit.ts";

/** Seconds until a service has to be right: one that does not listen yet may still be starting. */
const DEADLINE = 20;
/** Seconds until a name has to be known, and an answer has to be right: both are so at once, or never. */
const SOON = 5;
const FORBIDDEN = 403;
const BODY = Buffer.from("DockerCoins");

/** What each name has to answer, asked from where the worker is. Throws with what went wrong. */
export const QUESTIONS: Readonly<Record<string, (agent: Agent) => Promise<unknown>>> = {
  rng: async (agent) => {
    const { status, body } = await agent.http("http://rng/32");
    if (status !== 200 || body.length !== 32)
      throw wrong(status, `GET http://rng/32: status ${status} and ${body.length} bytes`);
  },
  hasher: async (agent) => {
    const { status, body } = await agent.http("http://hasher/", { method: "POST", body: BODY });
    const right = createHash("sha256").update(BODY).digest("hex");
    if (status !== 200 || body.toString("latin1").trim() !== right)
      throw wrong(status, `POST http://hasher/: status ${status} and another hash than the right one`);
  },
  redis: async (agent) => {
    const reply = await agent.redis(["PING"]);
    if (reply !== "PONG") throw new Finding("WRONG_ANSWER", `PING: ${String(reply).slice(0, 200)}`);
  },
};

function wrong(status: number, message: string): Finding {
  return new Finding(status === FORBIDDEN ? "HOST_REFUSED" : "WRONG_ANSWER", message);
}

export async function askByName(work: CheckContext, stack: Stack, agent: Agent): Promise<void> {
  await Promise.all(Object.keys(QUESTIONS).map((name) => askOne(work, stack, agent, name)));
}

async function askOne(work: CheckContext, stack: Stack, agent: Agent, name: string): Promise<void> {
  const container = (await stack.containers()).get(name)?.[0];
  const asked = performance.now();
  let last: Finding | undefined;
  const right = await until(
    async () => {
      try {
        await QUESTIONS[name]?.(agent);
        return true;
      } catch (error) {
        // A probe that has ended says nothing about who was asked.
        if (!(error instanceof Finding)) throw error;
        last = error;
        if (container) await stillRunning(container);
        const starting = error instanceof NoAnswer && ["ECONNREFUSED", "LATE"].includes(error.why);
        return starting || performance.now() - asked < SOON * 1000 ? undefined : false;
      }
    },
    { deadline: DEADLINE, every: 0.1, signal: work.signal },
  );
  if (right) return;
  const seen = {
    expected: `an answer from ${name}`,
    ...(container && { evidence: await container.logs() }),
    service: name,
  };
  if (last?.is("NAME_UNKNOWN"))
    throw new Finding("NAME_UNKNOWN", `The worker finds nobody by the name ${name}.`, {
      ...seen,
      actual: `the name ${name} does not resolve in the worker's network`,
      hint: `Look at the names of the services, and at which networks the worker and ${name} are on.`,
    });
  throw new Finding(last?.is("HOST_REFUSED") ? "HOST_REFUSED" : "NO_ANSWER", `${name} does not answer the worker.`, {
    ...seen,
    actual: last?.message ?? "no answer",
    hint: `Look at the log of ${name}.`,
  });
}
