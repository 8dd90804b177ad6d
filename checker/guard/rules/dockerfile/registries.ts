import { imageRegistry } from "../../../engine/registries.ts";
import { type DockerfileRule, type Surrounding, valuesOf } from "./rule.ts";

/** Names of images in FROM, `--from=` and `from=` of mounts, as far as they can be read here. */
export const registries: DockerfileRule = {
  ...imageRegistry,
  refuses: (instruction, surrounding) => {
    const { keyword, rest } = instruction;
    const from = keyword === "FROM" ? [rest.trim().split(/\s+/)[0] ?? ""] : valuesOf(instruction, "from");
    const mounted = valuesOf(instruction, "mount").flatMap((value) =>
      value.split(",").flatMap((pair) => (/^\s*from\s*=/i.test(pair) ? [pair.slice(pair.indexOf("=") + 1)] : [])),
    );
    return [...from, ...mounted].some((name) => isElsewhere(name, surrounding));
  },
};

function isElsewhere(name: string, { isStage, expand }: Surrounding): boolean {
  const image = expand(name);
  return !isStage(image) && imageRegistry.refuses(image);
}
