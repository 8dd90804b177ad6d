import {
  ask,
  type CheckContext,
  Finding,
  type Model,
  noAnswer,
  publisher,
  type Stack,
  stillRunning,
  until,
} from "../../../kit/kit.ts";
import { PAGE_PORT } from "../support/services.ts";

/** Seconds until the page has to be there, and until its numbers are. */
const DEADLINE = 20;
const NUMBERS_DEADLINE = 6;

/** Asks for the page where people would; gives its address. */
export async function openPage(work: CheckContext, stack: Stack, model: Model): Promise<string> {
  const door = publisher(model, PAGE_PORT, { service: "webui", target: 80 });
  const [webui = await stack.container(door.service)] = await stack.behind(PAGE_PORT);
  let actual = "no answer";
  let said = "";
  let pageSince: number | undefined;
  const right = await until(
    async () => {
      const page = await ask(`${webui.url}/index.html`, { signal: work.signal }).catch(noAnswer);
      const json = await ask(`${webui.url}/json`, { signal: work.signal }).catch(noAnswer);
      if (page instanceof Error || json instanceof Error) {
        actual = [page, json].flatMap((one) => (one instanceof Error ? one.reason : [])).join("; ");
        await stillRunning(webui);
        return undefined;
      }
      const numbers = json.body.toString("utf8").slice(0, 200);
      said = numbers;
      actual = `status ${page.status} for /index.html; status ${json.status} and ${numbers} for /json`;
      if (page.status !== 200) return undefined;
      if (json.status === 200 && /"hashes"/.test(numbers)) return true;
      pageSince ??= performance.now();
      return performance.now() - pageSince < NUMBERS_DEADLINE * 1000 ? undefined : false;
    },
    { deadline: DEADLINE, every: 0.1, signal: work.signal },
  );
  if (right) return webui.url;
  // Without redis there are no numbers. That is told by the check that looks for redis, and costs nothing here.
  if (right === false && !(await redisAnswers(work, stack))) return webui.url;
  throw new Finding("NO_ANSWER", `The page does not answer on port ${PAGE_PORT}.`, {
    expected: "the page, and its numbers under /json",
    actual: `${actual} (port ${PAGE_PORT} leads to port ${door.target} of ${door.service})`,
    evidence: await webui.logs(),
    observed: said,
    service: door.service,
    hint: "Look at which port of which container the published port leads to, and at the log of webui.",
  });
}

async function redisAnswers(work: CheckContext, stack: Stack): Promise<boolean> {
  const redis = (await stack.containers()).get("redis")?.[0];
  if (redis === undefined || !(await redis.state()).running) return false;
  await using agent = await work.agentBeside(redis);
  return (await agent.redis(["PING"], "127.0.0.1").catch(noAnswer)) === "PONG";
}
