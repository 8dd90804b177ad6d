import { check, type Work } from "../../work/work.ts";

const WHY_FILE = "Docker builds an image from the instructions in a Dockerfile; without one there is nothing to build.";
const WHY_BUILD =
  "A Dockerfile is only right when it builds on another machine than yours, from nothing but the folder it is in.";

/** The two checks with which every service begins. `beside` is started while the image is built. */
export function imageOf(service: string, beside?: (work: Work) => unknown) {
  const section = service;
  const file = check(`${service}: there is a Dockerfile`, { points: 2, section, why: WHY_FILE }, (work) =>
    work.dockerfile(service),
  );
  const image = check(
    `${service}: the image builds`,
    { points: 5, section, why: WHY_BUILD, needs: file },
    (work, dockerfile) => {
      beside?.(work);
      return work.build(dockerfile);
    },
  );
  return { file, image };
}
