import type { Model } from "../engine/compose.ts";
import { isSameImage } from "../engine/image-name.ts";
import type { BaseImage, BaseImages } from "../images/resolve.ts";
import { baseImages } from "./dockerfile.ts";

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

/** Without a platform, the builder finds what is here; for another than this machine's it would say that nothing is. */
export async function haveBasesFor(platform: unknown, text: string, file: string, images: BaseImages): Promise<void> {
  if (typeof platform !== "string") return;
  for (const base of baseImages(text)) await images.resolve(base, { file }, platform);
}
