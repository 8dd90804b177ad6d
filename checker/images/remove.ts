import { execa } from "execa";
import type { LocalImage } from "./local.ts";
import { isOurName } from "./standin.ts";

/**
 * Removes our stand-ins' tags, and with the last tag the image; what a container still uses stays. Images of anybody
 * else, pulled ones too, are never among them. Gives the references that are gone, and those that are in use.
 */
export async function removeStandIns(
  env: NodeJS.ProcessEnv,
  images: ReadonlyMap<string, LocalImage>,
): Promise<{ removed: string[]; inUse: string[] }> {
  const removed: string[] = [];
  const inUse: string[] = [];
  const ours = [...images.values()].filter((image) => image.origin === "stand-in").map((image) => image.reference);
  // The base last: the others are built on it. Our own name last but for that: by it an image is known as ours.
  ours.sort((a, b) => rank(a) - rank(b));
  for (const reference of ours) {
    const { exitCode } = await execa("docker", ["rmi", reference], { env, extendEnv: false, reject: false });
    (exitCode === 0 ? removed : inUse).push(reference);
  }
  return { removed, inUse };
}

function rank(reference: string): number {
  return Number(/^debian:|\/base:/.test(reference)) * 2 + Number(isOurName(reference));
}
