import type { Model } from "../../engine/compose.ts";
import { isSameImage } from "../../engine/image-name.ts";
import type { BaseImage, BaseImages } from "../../images/resolve.ts";

/**
 * The images that a model starts as they are, by service: which of them a student takes is no mistake. What another service
 * builds is not among them.
 */
export async function stackImages(model: Model, images: BaseImages): Promise<ReadonlyMap<string, BaseImage>> {
  const services = Object.entries(model.services);
  const own = services.flatMap(([, { build, image }]) => (build && image ? [image] : []));
  const found = new Map<string, BaseImage>();
  for (const [service, { build, image, platform }] of services) {
    if (build || !image || own.some((name) => isSameImage(name, image))) continue;
    found.set(service, await images.resolve(image, { service }, typeof platform === "string" ? platform : undefined));
  }
  return found;
}
