import { Finding, GraderError } from "../core/errors.ts";
import { type Place, refusal } from "../core/rule.ts";
import { throwEngineError } from "../engine/errors.ts";
import { inspectImage } from "../engine/image-lookup.ts";
import { type ImageName, isForeignImage, parseImageName } from "../engine/image-name.ts";
import { taggedImages } from "../engine/images.ts";
import { OWNER } from "../engine/labels.ts";
import { lend, lentName, takeBack } from "../engine/lent-names.ts";
import { imageRegistry } from "../engine/registries.ts";
import { runEnded, type Session } from "../engine/session.ts";
import { type Absence, absentImage, type Where, whyNotPulled } from "./absent.ts";
import { makeStandIn } from "./make.ts";
import { inWords, isFor, type Platform, parsePlatform } from "./platform.ts";
import { answering, recipeFor } from "./variants.ts";

/** Seconds in which one image has to be fetched. */
const PULL_DEADLINE = 300;

/** An image that is on this engine, and a name by which only this run knows it. */
export interface BaseImage {
  /** As the submission writes it. */
  readonly name: string;
  /** The engine's id: `sha256:...`. */
  readonly id: string;
  /**
   * What to write in the place of `name` (after FROM, after `--from=`, as a service's `image:`): it means exactly `id`,
   * and no registry can have it.
   */
  readonly ref: string;
}

type Resolved = Omit<BaseImage, "name">;

/**
 * Finds the images that a submission names, so that builder and Compose need not: they are asked for by `ref`, and fetch
 * nothing. One object for a run; `await using`, and declared after the session, since its names go before the session ends.
 *
 *     const base = await images.resolve("python:3.13-slim", { file: "rng/Dockerfile", line: 1 });
 *     written.push(`FROM ${base.ref}`);
 *     throw explained(images.asWritten(output));
 *
 * Stages, `scratch` and variables are the caller's: `resolve` takes a name as the builder would ask a registry for it.
 * It rejects with a Finding for a name that is none, that is ours or another's, whose registry is no public one (nothing
 * is asked then), or that its registry does not know; with a GraderError where the image cannot be had here.
 */
export class BaseImages implements AsyncDisposable {
  readonly #session: Session;
  readonly #found = new Map<string, Promise<Resolved | Absence>>();
  /** Names that were lent, and what stood in their place. */
  readonly #lent = new Map<string, string>();

  #closed = false;

  constructor(session: Session) {
    this.#session = session;
  }

  async resolve(name: string, where: Where, platform?: string): Promise<BaseImage> {
    const parsed = named(name, where);
    // What was begun beside a check that has failed may come later than the end of the run.
    if (this.#closed) throw runEnded();
    const wanted = platform === undefined || platform === "" ? undefined : platformOf(platform, where);
    const key = `${parsed.full} ${wanted === undefined ? "" : inWords(wanted)}`;
    const finding = this.#found.get(key) ?? this.#find(parsed, name, wanted);
    this.#found.set(key, finding);
    const found = await finding;
    if ("id" in found) return { name, ...found };
    const tags = (await taggedImages(this.#session.docker)).map(({ tag }) => tag);
    throw absentImage(name, where, found, answering(tags));
  }

  /** The same text with the names that the submission has in the place of ours: for what students read. */
  asWritten(text: string): string {
    return text.replace(/workshop\.invalid\/[0-9a-f]+:[0-9a-f]+-\d+(?:@sha256:[0-9a-f]{64})?/g, (ours) => {
      return this.#lent.get(ours.replace(/@.*/, "")) ?? ours;
    });
  }

  /** Takes every name back. The images stay. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#found.values());
    await takeBack(this.#session.docker, [...this.#lent.keys()], this.#session.labels).catch((error: unknown) => {
      // The session says so; the next run takes them back.
      if (!(error instanceof GraderError)) throw error;
    });
  }

  async #find(parsed: ImageName, name: string, wanted: Platform | undefined): Promise<Resolved | Absence> {
    const here = await this.#inspect(parsed.full);
    if (here !== undefined && (wanted === undefined || isFor(here.platform, wanted))) return this.#lend(here, name);
    const source = here === undefined ? parsed.full : await this.#digestOf(parsed.full);
    const platform = wanted === undefined ? undefined : inWords(wanted);
    const other = {
      why: "platform",
      platform: platform ?? "",
      ...(here && { found: inWords(here.platform) }),
    } as const;
    // Fetched by its digest, an image for another platform leaves the name to the one that is here.
    if (source === undefined) return other;
    const absence = await this.#pull(source, name, platform);
    if (absence !== undefined && here !== undefined) return other;
    if (absence !== undefined && (absence.why !== "unreachable" || !(await this.#make(parsed, name)))) return absence;
    const found = await this.#inspect(source);
    return found === undefined ? { why: "unreachable" } : this.#lend(found, name);
  }

  /** Where no registry answers, a stand-in for the tag may do: one that nobody has asked for before is made now. */
  async #make({ short }: ImageName, name: string): Promise<boolean> {
    if (recipeFor(short) === undefined) return false;
    const { env, emit } = this.#session;
    const made = await this.#session.step("pull", name, () => makeStandIn(env, short, () => undefined));
    if (made) emit({ type: "note", text: `${name} cannot be fetched here: a stand-in for it was made from Debian.` });
    return made;
  }

  async #inspect(full: string): Promise<(Omit<Resolved, "ref"> & { readonly platform: Platform }) | undefined> {
    const found = await inspectImage(this.#session.docker, full);
    if (found === undefined) return undefined;
    const { Id, Os, Architecture, ...more } = found;
    const variant = (more as { Variant?: string }).Variant ?? "";
    const platform = parsePlatform([Os, Architecture, ...(variant === "" ? [] : [variant])].join("/"));
    return { id: Id, platform: platform ?? { os: Os, architecture: Architecture, variant } };
  }

  async #lend({ id }: Omit<Resolved, "ref">, name: string): Promise<Resolved> {
    const { docker, id: run, labels } = this.#session;
    const ref = lentName(labels[OWNER] ?? "", run, this.#lent.size + 1);
    this.#lent.set(ref, name);
    await this.#session.creating(() => lend(docker, id, ref)).catch(throwEngineError);
    return { id, ref };
  }

  /** The registry's digest of a name, where the registry answers. */
  async #digestOf(full: string): Promise<string | undefined> {
    const image = this.#session.docker.getImage(full);
    const said = (await image.distribution().catch(() => undefined)) as
      | { Descriptor?: { digest?: string } }
      | undefined;
    const digest = said?.Descriptor?.digest;
    return digest === undefined ? undefined : `${full.replace(/[:@][^/]*$/, "")}@${digest}`;
  }

  async #pull(full: string, name: string, platform: string | undefined): Promise<Absence | undefined> {
    const options = platform === undefined ? [] : ["--platform", platform];
    const { ok, late, output } = await this.#session.step("pull", name, () =>
      this.#session.cli(["pull", "--quiet", ...options, full], { deadline: PULL_DEADLINE }),
    );
    return ok ? undefined : whyNotPulled(output, { late, ...(platform !== undefined && { platform }) });
  }
}

/** Takes the name apart, and refuses those that a submission has no business with, before anything is asked. */
function named(name: string, { service, file, line }: Where): ImageName {
  const place: Place = { ...(file !== undefined && { file }), ...(line !== undefined && { line }) };
  const parsed = parseImageName(name);
  if (parsed === undefined)
    throw new Finding(
      service === undefined ? "BASE_UNKNOWN" : "IMAGE_UNKNOWN",
      `"${name.slice(0, 100)}" is not the name of an image.`,
      {
        expected: "a name in small letters and, after a colon, a tag: python:3.13-slim",
        hint: service === undefined ? "Look at what stands after FROM or --from=." : `Look at the image of ${service}.`,
        ...place,
      },
    );
  if (isForeignImage(name) || isForeignImage(parsed.full))
    throw refusal({ ...ofOthers, id: service === undefined ? "dockerfile-image" : "compose-image" }, name, place);
  if (imageRegistry.refuses(name)) throw refusal(imageRegistry, name, place);
  return parsed;
}

const ofOthers = {
  why: "This name belongs to what the checker builds for itself or for others.",
  instead: "a published image, such as python:3.13-slim",
} as const;

function platformOf(text: string, { service, ...place }: Where): Platform {
  const parsed = parsePlatform(text);
  if (parsed !== undefined) return parsed;
  throw new Finding("PLATFORM_UNKNOWN", `There is no platform ${text.slice(0, 100)}.`, {
    expected: "a platform that Docker knows, such as linux/amd64 or linux/arm64",
    ...(service !== undefined && { hint: `Look at the platform of ${service}.` }),
    ...place,
  });
}
