import { type ImageName, parseImageName } from "../../engine/image-name.ts";
import { COMPOSE_PROJECT } from "../../engine/labels.ts";
import { lentName } from "../../engine/lent-names.ts";

/** Turns the names of a script into names of its run, and back: nobody else has those, and it sees no others. */
export class Names {
  readonly #prefix: string;
  readonly #image: string;
  readonly #images: RegExp;

  /** `run` and `owner` are those of the session; the run's id is hex. */
  constructor(run: string, owner: string) {
    this.#prefix = `workshop-${run}-`;
    this.#image = lentName(owner, run, "image-");
    this.#images = new RegExp(`${this.#image.replaceAll(".", "\\.")}([\\w-]+)`, "g");
  }

  /** A container, a network, a volume, or a project of Compose. */
  ours(name: string): string {
    return this.#prefix + name;
  }

  isOurs(name: string): boolean {
    return name.startsWith(this.#prefix);
  }

  /** The tag under which the engine knows an image of the script. Names of images may be longer than tags. */
  image(name: ImageName): string {
    return this.#image + Buffer.from(name.short).toString("base64url");
  }

  isImage(tag: string): boolean {
    return tag.startsWith(this.#image);
  }

  /** A pattern of the engine's for one of a name: where it begins, our prefix stands. */
  pattern(pattern: string): string {
    const anchored = /^\^\/?(.*)$/s.exec(pattern)?.[1];
    return anchored === undefined ? `^/?${this.#prefix}.*(?:${pattern})` : `^/?${this.#prefix}(?:${anchored})`;
  }

  /** `KEY` or `KEY=VALUE`, as filters have it. */
  label(text: string): string {
    const key = `${COMPOSE_PROJECT}=`;
    return text.startsWith(key) ? key + this.ours(text.slice(key.length)) : text;
  }

  labels(labels: Readonly<Record<string, string>>): Record<string, string> {
    const project = labels[COMPOSE_PROJECT];
    return { ...labels, ...(project !== undefined && { [COMPOSE_PROJECT]: this.ours(project) }) };
  }

  /** Any text of the engine's, with the names that the script has given. */
  out(text: string): string {
    const images = text.replace(this.#images, (_, name: string) => Buffer.from(name, "base64url").toString());
    return images.replaceAll(this.#prefix, "");
  }
}

/** The name of an image as the script may have given it; undefined for what is none. */
export function imageNamed(name: string, tag = ""): ImageName | undefined {
  return parseImageName(tag === "" ? name : `${name}${tag.startsWith("sha256:") ? "@" : ":"}${tag}`);
}
