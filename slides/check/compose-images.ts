import type { connect } from "../../checker/engine/connect.ts";
import { RUN } from "../../checker/engine/labels.ts";

const PROJECT = "com.docker.compose.project";

/**
 * Removes the images that Compose has built for these projects since a moment (milliseconds). Compose marks them with the
 * project alone, so that older ones, which may be somebody's own, are left.
 */
export async function removeComposeImages(
  docker: ReturnType<typeof connect>,
  projects: ReadonlySet<string>,
  since: number,
): Promise<void> {
  for (const project of projects) {
    const images = await docker.listImages({ filters: { label: [`${PROJECT}=${project}`] } });
    const made = images.filter(({ Created, Labels }) => Created * 1000 >= since - 1000 && Labels?.[RUN] === undefined);
    for (const { Id } of made) await docker.getImage(Id).remove({ force: true });
  }
}
