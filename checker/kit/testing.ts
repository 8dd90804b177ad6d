import { finished } from "node:stream/promises";
import { extract } from "tar-stream";
import type { Session } from "../engine/session.ts";
import { removeContainer } from "../engine/sweep.ts";

/** All paths in an image's file system, without the leading slash; folders end in one. */
export async function filesInImage(session: Session, image: string): Promise<readonly string[]> {
  const created = await session.creating(() =>
    session.docker.createContainer({ Image: image, Cmd: ["-"], Labels: { ...session.labels } }),
  );
  try {
    const archive = extract();
    const found: string[] = [];
    archive.on("entry", ({ name }, content, next) => {
      found.push(name);
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
