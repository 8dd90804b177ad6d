import { isForeignImage } from "../../names.ts";
import { type DockerfileRule, type Surrounding, valuesOf } from "./rule.ts";

/**
 * Any published image may be built on or copied from (FROM, COPY --from, ADD --from): it is only data, and the container
 * is limited whatever is in it. What the checker itself built may not: the reference's images are among it.
 */
export const images: DockerfileRule = {
  id: "dockerfile-image",
  why: "This name belongs to what the checker builds for itself or for others, or hides which image it means.",
  instead: "a published image, such as python:3.13-slim, or a stage of this Dockerfile",
  refuses: (instruction, surrounding) => {
    if (instruction.keyword === "FROM") return isForeign(firstWord(instruction.rest), surrounding);
    return valuesOf(instruction, "from").some((name) => isForeign(name, surrounding));
  },
};

function firstWord(text: string): string {
  return text.trim().split(/\s+/)[0] ?? "";
}

/** An empty name, or a variable that nothing sets, is for the builder to complain about. */
function isForeign(name: string, { isStage, expand }: Surrounding): boolean {
  const image = expand(name);
  if (image === "" || image === "scratch" || isStage(image)) return false;
  return isForeignImage(image);
}
