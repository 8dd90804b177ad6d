import { Finding } from "../core/errors.ts";
import type { Model } from "../engine/compose.ts";
import { engineError } from "../engine/errors.ts";
import { taggedImages } from "../engine/images.ts";
import type { Session } from "../engine/session.ts";
import { normalReference } from "../images/catalogue.ts";
import { absentImage } from "./absent-image.ts";

/**
 * Makes sure that the images are here which a model starts as they are: which of them a student takes is no mistake.
 * One that no registry has is a finding; one that cannot be fetched is our problem. `deadline` in seconds, for each.
 */
export async function fetchImages(session: Session, model: Model, deadline: number): Promise<void> {
  // Services may share an image that one of them builds.
  const own = new Set(
    Object.values(model.services).flatMap(({ build, image }) => (build && image ? normalReference(image) : [])),
  );
  for (const [service, { build, image }] of Object.entries(model.services)) {
    if (build || !image || own.has(normalReference(image)) || (await isHere(session, image))) continue;
    const { ok, late, output } = await session.step("pull", image, () =>
      session.cli(["pull", "--quiet", image], { deadline }),
    );
    if (!ok) throw await notFetched(session, { service, image, output, late });
  }
}

async function isHere(session: Session, image: string): Promise<boolean> {
  return session.docker
    .getImage(image)
    .inspect()
    .then(
      () => true,
      (error: { statusCode?: number }) => {
        if (error.statusCode === 404) return false;
        throw engineError(error);
      },
    );
}

interface Attempt {
  readonly service: string;
  readonly image: string;
  readonly output: string;
  readonly late: boolean;
}

async function notFetched(session: Session, { service, image, output, late }: Attempt): Promise<Error> {
  if (!late && /manifest unknown|not found: |pull access denied|invalid reference format/i.test(output))
    return new Finding(`The image ${image} of ${service} does not exist.`, {
      expected: "an image with a tag that exists",
      evidence: output.trim(),
      hint: "Compare the name, letter by letter, with the tags that the image's page lists.",
    });
  const available = (await taggedImages(session.docker)).map(({ tag }) => tag);
  if (/toomanyrequests|429 Too Many Requests/i.test(output))
    return absentImage("REGISTRY_LIMIT", image, "the registry refuses more downloads for now (429)", available);
  const why = late ? "fetching it takes too long" : "the registry cannot be reached";
  return absentImage("IMAGE_MISSING", image, why, available);
}
