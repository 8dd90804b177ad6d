import { posix } from "node:path";
import type { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { extract, type Header } from "tar-stream";
import { throwEngineError } from "./errors.ts";
import type { Session } from "./session.ts";

/** Links that are followed one after the other, as the kernel does up to a limit of its own. */
const MOST_LINKS = 8;

/** A file of a container: its path without the leading slash, and what is in it. */
export interface ContainerFile {
  readonly path: string;
  readonly content: Buffer;
}

/**
 * A file of a container, running or not, as programs in it would see it, mounts included. Nothing of it is started, so it
 * also works where there is no shell. Undefined when there is none, or when it has more than `mostBytes`.
 */
export async function readFileIn(
  session: Session,
  id: string,
  path: string,
  mostBytes: number,
): Promise<ContainerFile | undefined> {
  let wanted = path;
  for (let link = 0; link <= MOST_LINKS; link++) {
    const archive = await archiveOf(session, id, wanted);
    if (archive === undefined) return undefined;
    const first = await firstOf(archive, mostBytes);
    if (first?.headers.type === "file")
      return first.content && { path: wanted.replace(/^\/+/, ""), content: first.content };
    if (first?.headers.type !== "symlink") return undefined;
    wanted = posix.resolve(posix.dirname(wanted), first.headers.linkname ?? "");
  }
  return undefined;
}

/** Every file of a container's own file system, mounts left out, that has a wanted path and size. */
export async function findFilesIn(
  session: Session,
  id: string,
  wanted: (path: string, bytes: number) => boolean,
): Promise<readonly ContainerFile[]> {
  const exported = (await session.docker.getContainer(id).export().catch(throwEngineError)) as unknown as Readable;
  const isWanted = ({ type, name, size }: Header) => type === "file" && wanted(name, size ?? 0);
  const found = await readTar(exported, isWanted);
  return found.map(({ headers, content = Buffer.alloc(0) }) => ({ path: headers.name, content }));
}

async function archiveOf(session: Session, id: string, path: string): Promise<Readable | undefined> {
  return session.docker
    .getContainer(id)
    .getArchive({ path })
    .then((stream) => stream as unknown as Readable)
    .catch((error: { statusCode?: number }) => {
      if (error.statusCode === 404 || error.statusCode === 400) return undefined;
      return throwEngineError(error);
    });
}

interface Entry {
  readonly headers: Header;
  /** Undefined for what is too large. */
  readonly content: Buffer | undefined;
}

/** What follows is not read: a folder may hold anything, and a file with holes may be without end. */
export async function firstOf(from: Readable, mostBytes: number): Promise<Entry | undefined> {
  const archive = extract();
  from.on("error", (error) => archive.destroy(error)).pipe(archive);
  try {
    for await (const content of archive) {
      const headers = content.header;
      if (headers.type !== "file" || (headers.size ?? 0) > mostBytes) return { headers, content: undefined };
      const chunks: Buffer[] = [];
      for await (const chunk of content) chunks.push(chunk as Buffer);
      return { headers, content: Buffer.concat(chunks) };
    }
    return undefined;
  } finally {
    from.destroy();
  }
}

async function readTar(from: Readable, wanted: (headers: Header) => boolean): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  const archive = extract();
  archive.on("entry", (headers, content, next) => {
    content.on("end", next);
    if (!wanted(headers)) return void content.resume();
    const chunks: Buffer[] = [];
    content.on("data", (chunk) => chunks.push(chunk as Buffer));
    content.on("end", () => entries.push({ headers, content: Buffer.concat(chunks) }));
  });
  from.once("error", (error) => archive.destroy(error)).pipe(archive);
  await finished(archive);
  return entries;
}
