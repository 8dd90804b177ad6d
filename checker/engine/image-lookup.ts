import type Docker from "dockerode";
import type { ImageInfo, ImageInspectInfo, ListImagesOptions } from "dockerode";
import { isNoImage, isVanishing, throwEngineError } from "./errors.ts";

/** Each time, an image has to vanish within the few milliseconds of the listing. */
export const MOST_TRIES = 20;

/** The images of an engine. It fails as a whole when one of them vanishes while it is made: it is asked for again. */
export async function listImages(docker: Docker, options: ListImagesOptions = {}): Promise<ImageInfo[]> {
  for (let tries = 1; tries < MOST_TRIES; tries++) {
    try {
      return await docker.listImages(options);
    } catch (error) {
      if (!isVanishing((error as Error).message)) throwEngineError(error);
    }
  }
  return docker.listImages(options).catch(throwEngineError);
}

/** What the engine knows of an image; undefined when it has none of that name, or not for much longer. */
export async function inspectImage(docker: Docker, name: string): Promise<ImageInspectInfo | undefined> {
  try {
    return await docker.getImage(name).inspect();
  } catch (error) {
    if (isNoImage(error)) return undefined;
    throwEngineError(error);
  }
}
