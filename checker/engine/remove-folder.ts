import type Docker from "dockerode";
import { listImages } from "./image-lookup.ts";
import { REFERENCE } from "./labels.ts";
import { LIMITS } from "./limits.ts";
import { removeContainer } from "./sweep.ts";

const DEADLINE = 60;
/** Some images have nothing but one program: so many are tried. */
const MOST_IMAGES = 6;
const INSIDE = "/folder";
/** Images with the program `rm` that labs start from, where none of ours is here. */
const USUAL = /^(?:debian|redis|postgres|python|ruby|node|eclipse-temurin):/;

/**
 * Removes what is in a folder as the engine's root: containers have left files there that our own rights do not suffice
 * for. Only that folder is mounted; `names` are its entries that are to go. False when no image here could do it.
 */
export async function removeAsRoot(
  docker: Docker,
  folder: string,
  names: readonly string[],
  labels: Readonly<Record<string, string>>,
): Promise<boolean> {
  for (const image of await trustedImages(docker))
    if (await runRemoval(docker, { image, folder, names, labels }).catch(() => false)) return true;
  return false;
}

interface Removal {
  readonly image: string;
  readonly folder: string;
  readonly names: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

async function runRemoval(docker: Docker, { image, folder, names, labels }: Removal): Promise<boolean> {
  const container = await docker.createContainer({
    Image: image,
    User: "0:0",
    Labels: { ...labels },
    Entrypoint: ["rm", "-rf", "--"],
    Cmd: names.map((name) => `${INSIDE}/${name}`),
    WorkingDir: "/",
    HostConfig: {
      ...LIMITS,
      // Folders that are closed to others, and those in which only owners may remove anything.
      CapAdd: ["DAC_OVERRIDE", "FOWNER"],
      NetworkMode: "none",
      Mounts: [{ Type: "bind", Source: folder, Target: INSIDE }],
    },
  });
  try {
    await container.start();
    const { StatusCode } = await container.wait({ abortSignal: AbortSignal.timeout(DEADLINE * 1000) });
    return StatusCode === 0;
  } finally {
    await removeContainer(docker, container.id);
  }
}

/** Those that no submission has made: classroom images, references, and images that are known by name. */
async function trustedImages(docker: Docker): Promise<readonly string[]> {
  const images = (await listImages(docker)).flatMap(({ Id, RepoTags, Labels }) =>
    (RepoTags ?? []).map((tag) => ({ id: Id, tag, reference: Labels?.[REFERENCE] !== undefined })),
  );
  const found = [
    ...images.filter(({ tag }) => tag.startsWith("workshop-classroom/")),
    ...images.filter(({ tag, reference }) => tag.startsWith("workshop/") && reference),
    ...images.filter(({ tag }) => USUAL.test(tag)),
  ];
  return [...new Set(found.map(({ id }) => id))].slice(0, MOST_IMAGES);
}
