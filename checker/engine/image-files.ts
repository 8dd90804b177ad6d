import { finished } from "node:stream/promises";
import { extract } from "tar-stream";
import { engineError } from "./errors.ts";
import type { Session } from "./session.ts";
import { removeContainer } from "./sweep.ts";

/**
 * The first file in an image's file system, without the leading slash, that is as wanted. Nothing of the image is started,
 * so it also works where there is no shell. What a later layer has deleted is not there.
 */
export async function findInImage(
  session: Session,
  image: string,
  wanted: (path: string) => boolean,
): Promise<string | undefined> {
  const created = await session
    .creating(() =>
      // A container needs a command, even one that is never started.
      session.docker.createContainer({ Image: image, Cmd: ["-"], Labels: { ...session.labels } }),
    )
    .catch((error) => {
      throw engineError(error);
    });
  try {
    const archive = extract();
    let found: string | undefined;
    archive.on("entry", ({ name, type }, content, next) => {
      if (type === "file" && wanted(name)) found ??= name;
      content.resume();
      next();
    });
    (await created.export()).pipe(archive);
    await finished(archive);
    return found;
  } finally {
    await removeContainer(session.docker, created.id);
  }
}
