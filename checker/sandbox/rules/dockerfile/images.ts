import { isForeignImage } from "../../../engine/image-name.ts";
import type { DockerfileRule } from "./rule.ts";

/**
 * Any published image may be built on or copied from (FROM, COPY --from): it is only data, and the container is limited
 * whatever is in it. What the checker itself built may not: the reference's images are among it.
 */
export const images: DockerfileRule = {
  id: "dockerfile-image",
  why: "This name belongs to what the checker builds for itself or for others, or hides which image it means.",
  instead: "a published image, such as python:3.13-slim, or a stage of this Dockerfile",
  example: "FROM sha256:0123456789ab",
  refuses: ({ keyword }, { images }) => keyword !== "RUN" && images.some(isForeignImage),
};
