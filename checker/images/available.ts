import { STAND_IN } from "./standin.ts";

/** The part of dockerode that is asked. */
interface ImageLister {
  listImages(): Promise<
    {
      readonly RepoTags?: readonly string[] | null | undefined;
      readonly Labels?: Readonly<Record<string, string>> | null;
    }[]
  >;
}

/**
 * The tags that the engine has, sorted, and which of them are stand-ins: to be named in messages, so without the names
 * that we give to what we build.
 */
export async function availableImages(docker: ImageLister): Promise<{ tags: string[]; standIns: string[] }> {
  const tags: string[] = [];
  const standIns: string[] = [];
  for (const { RepoTags, Labels } of await docker.listImages()) {
    const names = (RepoTags ?? []).filter((tag) => !tag.includes("<none>"));
    const shown = names.filter((tag) => !/^workshop(-classroom)?\//.test(tag));
    const built = names.some((tag) => tag.startsWith("workshop-classroom/"));
    tags.push(...shown);
    if (built && Labels?.[STAND_IN.label] === STAND_IN.value) standIns.push(...shown);
  }
  return { tags: tags.sort(), standIns: standIns.sort() };
}
