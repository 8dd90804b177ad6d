import type { IncomingMessage } from "node:http";
import type Docker from "dockerode";
import { Finding, GraderError } from "../../core/errors.ts";
import { isNoImage } from "../../engine/errors.ts";
import { type EngineTarget, open, type RawRequest, textOf } from "../../engine/raw.ts";
import type { Session } from "../../engine/session.ts";
import { askedOf } from "./asked.ts";
import type { Build } from "./build-request.ts";
import { isId } from "./filters.ts";
import type { Images } from "./images.ts";
import { type MountCopies, WORKSPACE_AT } from "./mounts.ts";
import type { Names } from "./names.ts";
import type { Ports } from "./ports.ts";
import { notFound, Refused, sentenceOf } from "./refused.ts";

/** Bytes of an answer that is read whole: more than a thousand containers are described in. */
const MOST_ANSWER = 32 * 1024 * 1024;

const MOST_REFUSALS = 100;

interface RunOptions {
  readonly session: Session;
  readonly target: EngineTarget;
  /** The workspace, on this machine. */
  readonly dir: string;
  /** A folder for our own files. */
  readonly scratch: string;
  readonly names: Names;
  readonly images: Images;
  readonly copies: MountCopies;
  readonly ports: Ports;
  readonly build: Build;
}

/** What the proxy knows about its run, and how it asks the engine for it. */
export class Run {
  readonly session: Session;
  readonly target: EngineTarget;
  readonly dir: string;
  readonly scratch: string;
  readonly names: Names;
  readonly images: Images;
  readonly copies: MountCopies;
  readonly ports: Ports;
  readonly build: Build;
  /** A fault of ours, the first of them. */
  fault: GraderError | undefined;
  /** What was refused, the first of it. */
  readonly refusals: Finding[] = [];
  /** Ids of commands in containers. */
  readonly execs = new Set<string>();

  constructor({ session, target, dir, scratch, names, images, copies, ports, build }: RunOptions) {
    this.session = session;
    this.target = target;
    this.dir = dir;
    this.scratch = scratch;
    this.names = names;
    this.images = images;
    this.copies = copies;
    this.ports = ports;
    this.build = build;
  }

  get docker(): Docker {
    return this.session.docker;
  }

  /** A request whose answer is passed on as it comes. */
  stream(method: string, path: string, more?: RawRequest): Promise<IncomingMessage> {
    return open(this.target, method, path, more);
  }

  /** A request whose answer is read whole. What it makes belongs to the session, which waits for it. */
  async ask(method: string, path: string, body?: object): Promise<{ readonly status: number; readonly text: string }> {
    const sent =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
    const asked = async () => {
      const reply = await open(this.target, method, path, sent);
      return { status: reply.statusCode ?? 502, text: await textOf(reply, MOST_ANSWER) };
    };
    return method === "GET" || method === "HEAD" ? asked() : this.session.creating(asked);
  }

  /** What a script is answered when something is thrown; findings are kept for the report, and the first fault of ours. */
  refusal(error: unknown): { readonly status: number; readonly message: string } {
    if (error instanceof Refused) return error;
    if (error instanceof Finding) {
      if (this.refusals.length < MOST_REFUSALS) this.refusals.push(error);
      return { status: 403, message: sentenceOf(error) };
    }
    if (error instanceof GraderError) this.fault ??= error;
    const { statusCode = 500, message } = error as Error & { statusCode?: number };
    return { status: statusCode, message };
  }

  /** Any text of the engine's, in the words of the script. */
  out(text: string): string {
    return this.names.out(this.images.asWritten(text)).replaceAll(this.dir, WORKSPACE_AT);
  }

  /** A container that a script of the run has made, by its name or id. */
  async container(given: string): Promise<Docker.ContainerInspectInfo> {
    const find = (name: string) => ifThere(this.docker.getContainer(name).inspect());
    const found = await this.#own(given, find, ({ Config }) => Config.Labels);
    if (found === undefined) throw notFound(`No such container: ${given}`);
    return found;
  }

  async network(given: string): Promise<Docker.NetworkInspectInfo> {
    const find = (name: string) =>
      ifThere(this.docker.getNetwork(name).inspect() as Promise<Docker.NetworkInspectInfo>);
    const found = await this.#own(given, find, ({ Labels }) => Labels);
    if (found === undefined) throw notFound(`network ${given} not found`);
    return found;
  }

  async volume(given: string): Promise<Docker.VolumeInspectInfo> {
    const found = await ifThere(this.docker.getVolume(this.names.ours(given)).inspect());
    if (found === undefined || !this.isOwn(found.Labels)) throw notFound(`get ${given}: no such volume`);
    return found;
  }

  isOwn(labels: Readonly<Record<string, string>> | null | undefined): boolean {
    return askedOf(labels, this.session.id) !== undefined;
  }

  /** By the name of the run first, then by an id, or by a name that the engine chose: the run's own only. */
  async #own<T>(
    given: string,
    find: (name: string) => Promise<T | undefined>,
    labels: (found: T) => Readonly<Record<string, string>> | null | undefined,
  ): Promise<T | undefined> {
    const byName = isId(given) ? undefined : await find(this.names.ours(given));
    const found = byName ?? (await find(given));
    return found !== undefined && this.isOwn(labels(found)) ? found : undefined;
  }
}

/** Ambiguous beginnings of ids are no names either. */
async function ifThere<T>(asked: Promise<T>): Promise<T | undefined> {
  return asked.catch((error: { statusCode?: number }) => {
    if (isNoImage(error) || error.statusCode === 400) return undefined;
    throw error;
  });
}
