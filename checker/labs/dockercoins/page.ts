import { Finding } from "../../core/errors.ts";
import type { Model, PortSpec } from "../../engine/compose.ts";
import { ask } from "../../probe/http.ts";
import { agentBeside, stillRunning } from "../../probe/server.ts";
import { until } from "../../probe/until.ts";
import { PAGE_PORT, type Stack } from "../../work/stack.ts";
import type { Work } from "../../work/work.ts";

/** Seconds until the page has to be there, and until its numbers are. */
const DEADLINE = 20;
const NUMBERS_DEADLINE = 6;

interface Published extends PortSpec {
  readonly service: string;
}

/** A port of the machine can lead to one container only. */
export function publishedOnce(model: Model, file: string): void {
  const owners = new Map<string, string>();
  for (const { service, published, protocol = "tcp" } of publishedPorts(model)) {
    if (published === undefined) continue;
    const port = `${published}/${protocol}`;
    const owner = owners.get(port);
    if (owner !== undefined)
      throw new Finding(`Port ${published} of the machine is published twice.`, {
        expected: "one container for each published port",
        actual: `port ${published} leads to ${owner} and to ${service}`,
        file,
      });
    owners.set(port, service);
  }
}

function publishedPorts(model: Model): readonly Published[] {
  return Object.entries(model.services).flatMap(([service, { ports = [] }]) =>
    ports.map((port) => ({ ...port, service })),
  );
}

/** The service that publishes port 8000, or a finding that says what is published instead. */
export function pageService(model: Model): string {
  const all = publishedPorts(model);
  const right = all.find(({ published }) => published === String(PAGE_PORT));
  if (right) return right.service;
  const reversed = all.find(({ target }) => target === PAGE_PORT);
  throw new Finding(`No service publishes port ${PAGE_PORT}.`, {
    expected: `port ${PAGE_PORT} of the machine leads to port 80 of webui`,
    actual:
      all
        .map(({ service, published, target }) => `port ${published ?? "(any)"} leads to port ${target} of ${service}`)
        .join("; ") || "no published port",
    hint: reversed
      ? "Look at the order of the two numbers: the machine's port comes first, then the container's."
      : "Look at the ports of webui.",
  });
}

/** Asks for the page where people would; gives its address. */
export async function openPage(work: Work, stack: Stack, model: Model): Promise<string> {
  const service = pageService(model);
  const webui = await stack.container(service);
  let actual = "no answer";
  let pageSince: number | undefined;
  const right = await until(
    async () => {
      const page = await ask(`${webui.url}/index.html`, { signal: work.signal }).catch((error: Error) => error);
      const json = await ask(`${webui.url}/json`, { signal: work.signal }).catch((error: Error) => error);
      if (page instanceof Error || json instanceof Error) {
        actual = "no answer";
        await stillRunning(webui);
        return undefined;
      }
      const numbers = json.body.toString("utf8").slice(0, 200);
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
  throw new Finding(`The page does not answer on port ${PAGE_PORT}.`, {
    expected: "the page, and its numbers under /json",
    actual: `${actual} (port ${PAGE_PORT} leads to ${ports(model, service)})`,
    evidence: (await webui.logs()) || `(${service} wrote nothing)`,
    hint: "Look at which port of which container the published port leads to, and at the log of webui.",
  });
}

function ports(model: Model, service: string): string {
  const found = model.services[service]?.ports?.find(({ published }) => published === String(PAGE_PORT));
  return `port ${found?.target} of ${service}`;
}

async function redisAnswers(work: Work, stack: Stack): Promise<boolean> {
  const redis = (await stack.containers()).get("redis")?.[0];
  if (redis === undefined || !(await redis.state()).running) return false;
  await using agent = await agentBeside(work.session, redis);
  return (await agent.redis(["PING"], "127.0.0.1").catch(() => "")) === "+PONG";
}
