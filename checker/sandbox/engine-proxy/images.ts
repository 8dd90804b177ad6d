import type { ImageInfo } from "dockerode";
import { inspectImage, listImages } from "../../engine/image-lookup.ts";
import { type ImageName, isSameImage } from "../../engine/image-name.ts";
import { allLent, takeBack } from "../../engine/lent-names.ts";
import type { Session } from "../../engine/session.ts";
import type { BaseImage, BaseImages } from "../../images/resolve.ts";
import { askedOf } from "./asked.ts";
import type { Filters } from "./filters.ts";
import { imageNamed, type Names } from "./names.ts";
import { notFound } from "./refused.ts";

type Labels = Readonly<Record<string, string>> | null | undefined;

/** An image that a script may use. */
export interface Found {
  /** What the engine is asked for. */
  readonly ref: string;
  readonly id: string;
  /** Built, tagged or pulled from the run's own registry; others are everybody's, and stay whatever is asked. */
  readonly own: boolean;
}

/** The images of a run: its own under tags of the run, and those that it has started or pulled of everybody's. */
export class Images implements AsyncDisposable {
  readonly #session: Session;
  readonly #names: Names;
  readonly #bases: BaseImages;
  readonly #used = new Map<string, BaseImage>();

  constructor(session: Session, names: Names, bases: BaseImages) {
    this.#session = session;
    this.#names = names;
    this.#bases = bases;
  }

  /** The image of a name, a digest or an id that the run may see. */
  async find(given: string): Promise<Found | undefined> {
    const name = imageNamed(given);
    const own = name && (await this.#own(name));
    if (own) return own;
    const base = name && this.#used.get(name.short);
    if (base) return { ref: base.id, id: base.id, own: false };
    if (!/^(?:sha256:)?[0-9a-f]{4,64}$/.test(given)) return undefined;
    const found = await inspectImage(this.#session.docker, given);
    if (found === undefined || !isIdOf(given, found.Id)) return undefined;
    if (this.isOwn(found.RepoTags, found.Config.Labels)) return { ref: found.Id, id: found.Id, own: true };
    return this.isUsed(found.Id) ? { ref: found.Id, id: found.Id, own: false } : undefined;
  }

  async require(given: string): Promise<Found> {
    const found = await this.find(given);
    if (found === undefined) throw notFound(`No such image: ${imageNamed(given)?.short ?? given}`);
    return found;
  }

  /** The image that a container is to be made of, or a build to begin with: one of everybody's is fetched where that can be done. */
  async forUse(given: string, where: Parameters<BaseImages["resolve"]>[1], platform?: string): Promise<Found> {
    const own = await this.find(given);
    if (own) return own;
    const base = await this.#bases.resolve(given, where, platform);
    const name = imageNamed(given);
    if (name) this.#used.set(name.short, base);
    return { ref: base.ref, id: base.id, own: false };
  }

  /** One that the run has built, tagged or pulled from its own registry. */
  async ownOf(given: string): Promise<Found | undefined> {
    const found = await this.find(given);
    return found?.own ? found : undefined;
  }

  async tag(id: string, ref: string): Promise<void> {
    const [, repo = "", tag = ""] = /^(.*):([^:/]*)$/.exec(ref) ?? [];
    await this.#session.creating(() => this.#session.docker.getImage(id).tag({ repo, tag }));
  }

  /** Takes a name away; an image that has no other stays, without a name. */
  async untag(ref: string): Promise<void> {
    await takeBack(this.#session.docker, [ref], this.#session.labels);
  }

  /** Takes a base image out of what the run sees. */
  forget(given: string): boolean {
    const name = imageNamed(given);
    return name !== undefined && this.#used.delete(name.short);
  }

  /** Those that the run may see, of all that the engine lists. */
  async list(filters: Filters = {}, all = false): Promise<readonly ImageInfo[]> {
    const asked = Object.fromEntries(Object.entries(filters).map(([key, values]) => [key, [...values]]));
    const found = await listImages(this.#session.docker, { all, filters: asked });
    return found.filter(({ Id, Labels, RepoTags }) => this.isOwn(RepoTags, Labels) || this.isUsed(Id));
  }

  isOwn(tags: readonly string[] | null | undefined, labels: Labels): boolean {
    return (tags ?? []).some((tag) => this.#names.isImage(tag)) || this.isMade(labels);
  }

  /** Whether a build of the run has made it. */
  isMade(labels: Labels): boolean {
    return askedOf(labels, this.#session.id) !== undefined;
  }

  isUsed(id: string): boolean {
    return [...this.#used.values()].some((base) => base.id === id);
  }

  /** Names that the run knows an image by, of those that the engine has for it. */
  tagsOf(id: string, tags: readonly string[] | null): readonly string[] {
    const own = (tags ?? []).filter((tag) => this.#names.isImage(tag));
    const used = [...this.#used.values()]
      .filter((base) => base.id === id)
      .map(({ name }) => imageNamed(name)?.short ?? name);
    return [...own, ...used];
  }

  /** An image of everybody's under the name that the script has for it, in any text. */
  asWritten(text: string): string {
    return this.#bases.asWritten(text);
  }

  /** Takes the run's tags from images that are not its own; those go with the session. */
  async [Symbol.asyncDispose](): Promise<void> {
    const { docker, labels } = this.#session;
    const tags = (await allLent(docker)).filter((tag) => this.#names.isImage(tag));
    await takeBack(docker, tags, labels);
  }

  async #own(name: ImageName): Promise<Found | undefined> {
    const ref = this.#names.image(name);
    const found = await inspectImage(this.#session.docker, ref);
    return found && { ref, id: found.Id, own: true };
  }
}

function isIdOf(given: string, id: string): boolean {
  return id.startsWith(given) || id.slice("sha256:".length).startsWith(given);
}

/** Whether a filter's pattern means an image: its name, with a tag or with each. */
export function fits(pattern: string, tag: string): boolean {
  return isSameImage(pattern, tag) || (!/[:@]/.test(pattern) && tag.replace(/:[^:/]*$/, "") === pattern);
}
