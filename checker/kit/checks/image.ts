import { type CheckContext, check } from "../context.ts";

const WHY_FILE = "Docker builds an image from the instructions in a Dockerfile; without one there is nothing to build.";
const WHY_BUILD =
  "A Dockerfile is only right when it builds on another machine than yours, from nothing but the folder it is in.";

export interface ImageOptions {
  /** Anchor of the handout's section; the service's name when absent. */
  readonly section?: string;
  /** What the two checks are worth. */
  readonly points?: readonly [file: number, build: number];
  /** Started while the image is built. */
  readonly beside?: (work: CheckContext) => unknown;
}

/** The two checks with which every service begins. */
export function imageOf(service: string, { section = service, points = [2, 5], beside }: ImageOptions = {}) {
  const file = check(`${service}: there is a Dockerfile`, { points: points[0], section, why: WHY_FILE }, (work) =>
    work.dockerfileOf(service),
  );
  const image = check(
    `${service}: the image builds`,
    { points: points[1], section, why: WHY_BUILD, needs: file },
    (work, dockerfile) => {
      beside?.(work);
      return work.build(dockerfile);
    },
  );
  return { file, image };
}
