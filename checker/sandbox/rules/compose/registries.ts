import { isSameImage } from "../../../engine/image-name.ts";
import { imageRegistry } from "../../../engine/registries.ts";
import { isBuilt } from "../../names.ts";
import type { ComposeRule, Judged } from "./rule.ts";

/** A name under which a service of this file is built is asked of nobody. */
export const registries: ComposeRule & { readonly only: true } = {
  ...imageRegistry,
  example: "image: registry.school.example/python",
  at: ["services.*.image"],
  only: true,
  allows: (value, judged) =>
    isBuilt(judged.model, judged.path) ||
    !imageRegistry.refuses(String(value)) ||
    isBuiltByAnother(String(value), judged),
};

function isBuiltByAnother(image: string, { model }: Judged): boolean {
  const services = Object.values((model.services ?? {}) as Record<string, { build?: unknown; image?: string }>);
  return services.some(({ build, image: name }) => Boolean(build) && isSameImage(name ?? "", image));
}
