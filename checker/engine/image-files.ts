import { finished } from "node:stream/promises";
import type Docker from "dockerode";
import { extract } from "tar-stream";
import { engineError, throwEngineError } from "./errors.ts";
import type { Session } from "./session.ts";
import { removeContainer } from "./sweep.ts";

/**
 * The first file in an image's file system, without the leading slash, that is as wanted. What a later layer has deleted is
 * not there.
 */
export async function findInImage(
  session: Session,
  image: string,
  wanted: (path: string) => boolean,
): Promise<string | undefined> {
  return inUnstarted(session, image, async (container) => {
    const archive = extract();
    let found: string | undefined;
    archive.on("entry", ({ name, type }, content, next) => {
      if (type === "file" && wanted(name)) found ??= name;
      content.resume();
      next();
    });
    (await container.export()).pipe(archive);
    await finished(archive);
    return found;
  });
}

/** Whether an image has something at an absolute path. */
export async function isInImage(session: Session, image: string, path: string): Promise<boolean> {
  return inUnstarted(session, image, (container) =>
    container.infoArchive({ path }).then(
      () => true,
      (error: { statusCode?: number }) => {
        if (error.statusCode === 404) return false;
        throw engineError(error);
      },
    ),
  );
}

/** Looks at an image as a container that is never started: it also works where there is no shell. */
async function inUnstarted<T>(
  session: Session,
  image: string,
  look: (container: Docker.Container) => Promise<T>,
): Promise<T> {
  const created = await session
    .creating(() =>
      // A container needs a command, even one that is never started.
      session.docker.createContainer({ Image: image, Cmd: ["-"], Labels: { ...session.labels } }),
    )
    .catch(throwEngineError);
  try {
    return await look(created);
  } finally {
    await removeContainer(session.docker, created.id);
  }
}
