import type Docker from "dockerode";
import { throwEngineError } from "./errors.ts";
import { listImages } from "./image-lookup.ts";
import { STAND_IN } from "./labels.ts";
import { isLentName } from "./lent-names.ts";

/** Every stand-in has a name of ours, too, beside the tags that it answers for. */
const STAND_IN_NAME = "workshop-classroom/";

export interface TaggedImage {
  readonly tag: string;
  readonly id: string;
  /** Made by us from Debian, in place of the image that bears the tag on Docker Hub. */
  readonly standIn: boolean;
}

/** Every tag that the engine has, but for what the checker itself built and names that only the checker uses. */
export async function taggedImages(docker: Docker): Promise<readonly TaggedImage[]> {
  return (await listImages(docker))
    .flatMap(({ RepoTags, Id, Labels }) =>
      (RepoTags ?? []).map((tag) => ({ tag, id: Id, standIn: isStandIn(Labels, RepoTags) })),
    )
    .filter(({ tag }) => !/^(workshop\/|workshop-classroom\/|<none>)/.test(tag) && !isLentName(tag))
    .sort((a, b) => a.tag.localeCompare(b.tag));
}

/** What students build from a stand-in inherits its label, but never its name of ours. */
function isStandIn(labels: Readonly<Record<string, string>> | undefined, tags: readonly string[] | undefined): boolean {
  return labels?.[STAND_IN] === "stand-in" && (tags ?? []).some((tag) => tag.startsWith(STAND_IN_NAME));
}

/** How large an image is, with all of its layers. */
export async function imageBytes(docker: Docker, name: string): Promise<number> {
  return (await docker.getImage(name).inspect().catch(throwEngineError)).Size;
}

/** `139 MB`, as Docker counts: a million bytes each. */
export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
