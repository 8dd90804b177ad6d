import type { Check } from "../../core/check.ts";
import { Finding } from "../../core/errors.ts";
import type { Image } from "../../engine/build.ts";
import type { Container } from "../../engine/container.ts";
import { type CheckContext, check } from "../context.ts";

export interface AnswersOptions {
  readonly image: Check<CheckContext, Image>;
  readonly points: number;
  /** Anchor of the handout's section; the service's name when absent. */
  readonly section?: string;
  readonly why: string;
  readonly port: number;
  /** The network on which its container is started. */
  readonly network: string;
  /** What has to be on the network before: awaited, so that a failure of ours is no finding. */
  readonly beside?: (work: CheckContext) => Promise<unknown>;
}

/** The check that a container of an image answers `GET /` with status 200. */
export function answersHttp(service: string, options: AnswersOptions): Check<CheckContext, Container> {
  const { image, points, section = service, why, port, network, beside } = options;
  return check(
    `${service}: GET / answers on port ${port}`,
    { points, section, why, needs: image },
    async (work, { tag }) => {
      await beside?.(work);
      const spec = { subject: service, image: tag, network: await work.network(network), publish: port };
      const container = await work.run(spec);
      const { status } = await work.firstAnswer(container, port, "/");
      if (status === 200) return container;
      throw new Finding("WRONG_ANSWER", `${service} answers GET / with an error.`, {
        expected: "status 200",
        actual: `status ${status}`,
        evidence: await container.logs(),
      });
    },
  );
}
