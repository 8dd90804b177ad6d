import { Finding } from "../core/errors.ts";
import type { Model } from "../engine/compose.ts";
import { imageBytes } from "../engine/images.ts";
import { LIMIT } from "../engine/limits.ts";
import type { CommandResult, Session } from "../engine/session.ts";
import type { Dockerfile } from "./dockerfile.ts";
import type { Stack } from "./stack.ts";

/** Throws when an image takes more bytes than an image may. */
export function refuseLarge(service: string, bytes: number): void {
  if (bytes <= LIMIT.image) return;
  throw new Finding(`The image of ${service} is larger than an image may be.`, {
    expected: `at most ${LIMIT.image / 1024 / 1024} MB`,
    actual: `${Math.round(bytes / 1024 / 1024)} MB`,
    hint: "Look at what RUN and COPY leave in the image.",
    rule: "limit-image-size",
  });
}

/** The same of every image that a stack has built. */
export async function refuseLargeImages(session: Session, stack: Stack, model: Model): Promise<void> {
  for (const [service, { build }] of Object.entries(model.services)) {
    if (build === undefined) continue;
    refuseLarge(service, await imageBytes(session.docker, stack.imageOf(service)));
  }
}

const TAKES = { disk: "writes", memory: "keeps in memory" } as const;

type Ended = Pick<CommandResult, "late" | "ended" | "output">;

/** The finding for a build that the checker ended: at its deadline (seconds), or because it took more than it may. */
export function endedByUs(
  dockerfile: Dockerfile,
  { late, ended, output }: Ended,
  deadline: number,
): Finding | undefined {
  const { service, folder, name } = dockerfile;
  const still = stepIn(output);
  if (ended !== undefined)
    return new Finding(`The build of ${service} was ended: ${ended.why}.`, {
      expected: `a build that ${TAKES[ended.of]} what the program needs, and little more`,
      actual: still ?? ended.why,
      hint: `Look at what each RUN ${TAKES[ended.of]}, and whether the program needs all of it.`,
      file: `${folder}/${name}`,
      rule: `limit-build-${ended.of}`,
    });
  if (!late) return undefined;
  return new Finding(`The build of ${service} did not end within ${deadline} seconds.`, {
    expected: `a build that ends within ${deadline} seconds`,
    actual: still ?? "it was still going on",
    hint: "RUN is for what happens while the image is built. What the container does when it runs belongs elsewhere.",
    file: `${folder}/${name}`,
  });
}

/** The step at which a build was. */
function stepIn(output: string): string | undefined {
  const step = [...output.matchAll(/^#(\d+) \[.*?\] (RUN .*)$/gm)].findLast(
    ([, number]) => !new RegExp(`^#${number} DONE`, "m").test(output),
  );
  return step?.[2] === undefined ? undefined : `still at: ${step[2]}`;
}
