import { Finding } from "../../core/errors.ts";
import type { Dockerfile } from "../../dockerfile/file.ts";
import type { Model } from "../../engine/compose.ts";
import { imageBytes } from "../../engine/images.ts";
import { LIMIT } from "../../engine/limits.ts";
import type { CommandResult, Session } from "../../engine/session.ts";
import type { Stack } from "../compose/stack.ts";

/** Throws when an image takes more bytes than an image may. */
export function refuseLarge(service: string, bytes: number): void {
  if (bytes <= LIMIT.image) return;
  throw new Finding("limit-image-size", `The image of ${service} is larger than an image may be.`, {
    expected: `at most ${LIMIT.image / 1024 / 1024} MB`,
    actual: `${Math.round(bytes / 1024 / 1024)} MB`,
  });
}

/** The same of every image that a stack has built. */
export async function refuseLargeImages(session: Session, stack: Stack, model: Model): Promise<void> {
  for (const [service, { build }] of Object.entries(model.services)) {
    if (build === undefined) continue;
    refuseLarge(service, await imageBytes(session.docker, stack.imageOf(service)));
  }
}

const TAKES = {
  disk: { code: "limit-build-disk", says: "writes" },
  memory: { code: "limit-build-memory", says: "keeps in memory" },
} as const;

type Ended = Pick<CommandResult, "late" | "ended" | "output">;

/** The finding for a build that the checker ended: at its deadline (seconds), or because it took more than it may. */
export function endedByUs(
  dockerfile: Dockerfile,
  { late, ended, output }: Ended,
  deadline: number,
): Finding | undefined {
  const { service, folder, name } = dockerfile;
  const still = stepIn(output);
  if (ended !== undefined) {
    const { code, says } = TAKES[ended.of];
    return new Finding(code, `The build of ${service} was ended: ${ended.why}.`, {
      expected: `a build that ${says} what the program needs, and little more`,
      actual: still ?? ended.why,
      file: `${folder}/${name}`,
    });
  }
  if (!late) return undefined;
  return new Finding("NEVER_ENDS", `The build of ${service} did not end within ${deadline} seconds.`, {
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
