import {
  type Agent,
  ask,
  type CheckContext,
  Finding,
  type Model,
  publishedPorts,
  type Reply,
  type Stack,
  until,
} from "../../../kit/kit.ts";
import { codes } from "../codes.ts";
import { PAGE_PORT, SERVICES } from "../support/services.ts";
import { QUESTIONS } from "./by-name.ts";

/** Seconds that a stack with one image changed has to show that it works. */
const PATIENCE = 15;
/** Seconds after which no other image is tried. */
const LIMIT = 60;

const ENDED = ["CONTAINER_ENDED", "ENDED_EARLY", "OUT_OF_MEMORY", "MOUNT_HIDES"] as const;
/** Findings that another image might cure; wrong names, ports and speeds it would not. */
const CURABLE = [...ENDED, "NO_ANSWER", "HOST_REFUSED", "limit-processes", codes.NO_HASHES] as const;

/** What went wrong with a running stack, collected by the checks that look at it. */
export class Troubles {
  readonly #findings: Finding[] = [];

  constructor(...findings: readonly Finding[]) {
    for (const finding of findings) this.#note(finding);
  }

  #note(finding: Finding): void {
    if (finding.is(...CURABLE)) this.#findings.push(finding);
  }

  /** Does what a check does, and remembers a finding. */
  async noted<T>(looking: Promise<T>): Promise<T> {
    return looking.catch((error) => {
      if (error instanceof Finding) this.#note(error);
      throw error;
    });
  }

  get any(): boolean {
    return this.#findings.length > 0;
  }

  /** Services, those first that a finding is about. */
  get suspects(): readonly string[] {
    const named = new Set(this.#findings.map(({ details }) => details.service));
    return SERVICES.toSorted((a, b) => Number(named.has(b)) - Number(named.has(a)));
  }
}

/**
 * Puts the reference's image in the place of each of the student's, one at a time: when the stack works with one of
 * them, the fault is in the image that it replaced. The model that runs stays the one that was judged. Nothing is known
 * when nothing went wrong that an image could cure, or when time is up.
 */
export async function whoseFault(
  work: CheckContext,
  stack: Stack,
  model: Model,
  troubles: Troubles,
): Promise<Finding | undefined> {
  if (!troubles.any) return undefined;
  const began = performance.now();
  const published = publishedPorts(model).some((port) => port.published === String(PAGE_PORT));
  for (const service of troubles.suspects) {
    if (performance.now() - began > LIMIT * 1000) return undefined;
    const works = await stack.withImage(service, await work.referenceImage(service), () =>
      mines(work, stack, published),
    );
    if (!works) continue;
    return new Finding(
      codes.IMAGE_AT_FAULT,
      `Your compose file works with the reference's ${service}, so the fault is in your image of ${service}.`,
      { service, hint: `Look at the Dockerfile of ${service}, and at its log.` },
    );
  }
  return new Finding(
    codes.COMPOSE_FILE_AT_FAULT,
    "No single image is at fault: the stack does not work with the reference's images either.",
  );
}

/** Everybody answers by name, the page is there if it is published, and the counter grows. */
async function mines(work: CheckContext, stack: Stack, published: boolean): Promise<boolean> {
  let before: number | undefined;
  let agent: Agent | undefined;
  const right = await until(
    async () => {
      try {
        agent ??= await work.agentBeside(await stack.container("worker"));
        const asking = agent;
        await Promise.all(Object.values(QUESTIONS).map((question) => question(asking)));
        if (published) await ask(`${await stack.url(PAGE_PORT)}/json`, { signal: work.signal });
        const hashes = counted(await asking.redis(["GET", "hashes"]));
        const grows = before !== undefined && hashes > before;
        before ??= hashes;
        return grows || undefined;
      } catch {
        // The worker's container may have been replaced: look again from the one that is there now.
        await agent?.[Symbol.asyncDispose]();
        agent = undefined;
        return undefined;
      }
    },
    { deadline: PATIENCE, every: 0.5, signal: work.signal },
  );
  await agent?.[Symbol.asyncDispose]();
  return right === true;
}

/** Before the first hash is counted there is no counter. */
function counted(reply: Reply): number {
  return Buffer.isBuffer(reply) ? Number(reply.toString()) : 0;
}
