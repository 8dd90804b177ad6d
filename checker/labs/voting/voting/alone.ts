import {
  answersSomewhere,
  type Check,
  type CheckContext,
  type Container,
  check,
  Finding,
  type Image,
  type RunSpec,
} from "../../../kit/kit.ts";
import { DB, MARK, PAGE_PORT, type Page, REDIS } from "./services.ts";

/** A check that the image of a page is complete: a container of it shows the page, with nothing mounted. */
export function showsPage(service: Page, image: Check<CheckContext, Image>): Check<CheckContext, Container> {
  return check(
    `${service}: a container of it shows its page`,
    {
      points: 2,
      section: service,
      needs: image,
      why: "An image is complete when a container of it does its work with nothing of the machine that it runs on.",
    },
    async (work, { tag }) => {
      try {
        return await showing(work, service, { subject: service, image: tag, publish: PAGE_PORT });
      } catch (error) {
        const besideOthers = error instanceof Finding ? await showsBesideOthers(work, service, tag) : undefined;
        if (besideOthers === undefined) throw error;
        return besideOthers;
      }
    },
  );
}

/** An image whose start waits for others is as complete. Here are a redis and a database, by the names that the code calls. */
async function showsBesideOthers(work: CheckContext, service: Page, image: string): Promise<Container | undefined> {
  const network = await work.network("others");
  const env = { POSTGRES_PASSWORD: "postgres" };
  await work.run({ subject: "redis", image: REDIS, network, aliases: ["redis"] });
  await work.run({ subject: "db", image: DB, network, aliases: ["db"], env });
  try {
    return await showing(work, service, { subject: service, image, network, env, publish: PAGE_PORT });
  } catch (error) {
    if (error instanceof Finding) return undefined;
    throw error;
  }
}

async function showing(work: CheckContext, service: Page, spec: RunSpec): Promise<Container> {
  const container = await work.run(spec);
  await requirePage(work, service, container);
  return container;
}

async function requirePage(work: CheckContext, service: Page, container: Container): Promise<void> {
  const answer = await work
    .firstAnswer(container, PAGE_PORT, "/")
    .catch((error) => onOtherPort(work, service, container, error));
  if (isPage(service, answer)) return;
  throw new Finding("WRONG_ANSWER", `The container of ${service} does not show its page.`, {
    expected: `status 200, and the page of ${service}`,
    actual: `status ${answer.status}: ${answer.body.toString("utf8").slice(0, 200)}`,
    evidence: await container.logs(),
    hint: "Look at what the image has in it: beside its program, the page needs the folders that the handout names.",
  });
}

/** The page on whatever port the container has: which one people come to is a matter of the compose file. */
async function onOtherPort(work: CheckContext, service: Page, container: Container, error: unknown) {
  if (!(error instanceof Finding) || !(await container.state()).running) throw error;
  await using agent = await work.agentBeside(container);
  const answer = await answersSomewhere(agent, "/", (one) => isPage(service, one));
  if (answer === undefined) throw error;
  return answer;
}

/** True for the page of a service, and for no other. */
export function isPage(service: Page, { status, body }: { readonly status: number; readonly body: Buffer }): boolean {
  return status === 200 && MARK[service].test(body.toString("utf8"));
}
