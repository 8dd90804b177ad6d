import { imageRegistry } from "../../../engine/registries.ts";
import type { DockerfileRule } from "./rule.ts";

/** Names of images in FROM, `--from=` and `from=` of mounts. */
export const registries: DockerfileRule = {
  ...imageRegistry,
  refuses: (_, { images }) => images.some((image) => imageRegistry.refuses(image)),
};
