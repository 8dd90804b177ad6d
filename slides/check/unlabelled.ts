import type { connect } from "../../checker/engine/connect.ts";
import { RUN } from "../../checker/engine/labels.ts";

const PROJECT = "com.docker.compose.project";

type Docker = ReturnType<typeof connect>;

/** Ids of all images that Compose has built. */
export async function composeImages(docker: Docker): Promise<ReadonlySet<string>> {
  return new Set((await docker.listImages({ filters: { label: [PROJECT] } })).map(({ Id }) => Id));
}

/**
 * Removes the images that Compose has built for these projects and that were not there before. Compose marks them with the
 * project alone, and a cached one is as old as its cache: what was there may be somebody's own, and is left.
 */
export async function removeComposeImages(
  docker: Docker,
  projects: ReadonlySet<string>,
  before: ReadonlySet<string>,
): Promise<void> {
  for (const project of projects) {
    const images = await docker.listImages({ filters: { label: [`${PROJECT}=${project}`] } });
    const made = images.filter(({ Id, Labels }) => !before.has(Id) && Labels?.[RUN] === undefined);
    for (const { Id } of made) await docker.getImage(Id).remove({ force: true });
  }
}

/** Removes volumes without a name whose containers are gone; most have gone with them. */
export async function removeVolumes(docker: Docker, names: ReadonlySet<string>): Promise<void> {
  for (const name of names) {
    await docker
      .getVolume(name)
      .remove()
      .catch((error: { statusCode?: number }) => {
        if (error.statusCode !== 404) throw error;
      });
  }
}
