import { Finding } from "../core/errors.ts";
import type { Container } from "../engine/container.ts";
import { ask } from "./http.ts";
import { noAnswer } from "./no-answer.ts";
import { references } from "./references.ts";

/** What a page may bring with it, all in all: far above any page of a lab. */
const MOST = { files: 100, bytes: 16 * 1024 * 1024, seconds: 30 } as const;

interface Site {
  readonly server: Container;
  readonly signal: AbortSignal;
  /** Where to look when a file is missing. */
  readonly hint: string;
  readonly file: string;
}

/** Asks a server for a page, for what it loads, and for what that loads; throws a finding for what is not served. */
export async function servedWithAll(page: string, site: Site): Promise<void> {
  const first = pathOf(page, site.server.url);
  if (first === undefined)
    throw new Finding(
      "PAGE_ELSEWHERE",
      `/ leads to ${shown(page)}, which is not an address on ${site.server.subject}.`,
      {
        expected: "the path of the page",
        actual: shown(page),
      },
    );
  const began = performance.now();
  const from = new Map([[first, "/"]]);
  let bytes = 0;
  for (const [path, leader] of from) {
    const body = await served(path, leader, site);
    bytes += body.length;
    const seconds = (performance.now() - began) / 1000;
    for (const reference of references(path, body.toString("utf8"))) {
      const found = inside(reference, addressOf(site.server, path));
      if (found !== undefined && !from.has(found)) from.set(found, path);
      if (from.size > MOST.files) throw endless(site, `more than ${MOST.files} files`);
    }
    if (bytes > MOST.bytes) throw endless(site, `more than ${MOST.bytes / 1024 / 1024} MB`);
    if (seconds > MOST.seconds) throw endless(site, `not all of it had arrived after ${MOST.seconds} s`);
  }
}

async function served(path: string, from: string, { server, signal, hint, file }: Site): Promise<Buffer> {
  const answer = await ask(addressOf(server, path), { signal }).catch(noAnswer);
  if (!(answer instanceof Error) && answer.status === 200) return answer.body;
  const [first, second] = [shown(from), shown(path)];
  throw new Finding("CODE_ELSEWHERE", `${first} leads to ${second}, which ${server.subject} does not serve.`, {
    expected: `status 200 for ${second}`,
    actual: answer instanceof Error ? `no usable answer: ${answer.reason}` : `status ${answer.status}`,
    evidence: await server.logs(),
    hint,
    file,
  });
}

/** A path on a server of ours, whatever it looks like: `//elsewhere/` leads nowhere else. */
function addressOf({ url }: Container, path: string): string {
  return Object.assign(new URL(url), { pathname: path }).href;
}

/** The path of an address, by whatever name it calls the server: a proxy may know another one. */
function pathOf(address: string, base: string): string | undefined {
  if (!URL.canParse(address, base)) return undefined;
  const { protocol, pathname } = new URL(address, base);
  return protocol === "http:" || protocol === "https:" ? pathname : undefined;
}

/** The path of an address on the same server; undefined for any other, and for what is no address. */
function inside(address: string, base: string): string | undefined {
  return URL.canParse(address, base) && new URL(address, base).origin === new URL(base).origin
    ? pathOf(address, base)
    : undefined;
}

function endless({ server }: Site, actual: string): Finding {
  return new Finding("PAGE_TOO_LARGE", `The page of ${server.subject} loads more than a page may.`, {
    expected: `at most ${MOST.files} files and ${MOST.bytes / 1024 / 1024} MB, all there within ${MOST.seconds} s`,
    actual,
    hint: "Look at what the page and its scripts load: as it was handed out, it has a handful of files.",
  });
}

function shown(path: string): string {
  return path.length > 200 ? `${path.slice(0, 200)}…` : path;
}
