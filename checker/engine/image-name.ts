/** What an image's name says, taken apart as Docker does it. */
export interface ImageName {
  /** `docker.io` where the name says none; in small letters, as names of hosts mean the same in any. */
  readonly host: string;
  /** The whole name, with its host and its tag or digest: it can be taken neither for an id nor for another name. */
  readonly full: string;
  /** As Docker lists it: without what a name means that says nothing (`docker.io/library/`). */
  readonly short: string;
}

const COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
const PATH = new RegExp(`^${COMPONENT}(?:/${COMPONENT})*$`);
const HOST = /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[a-f0-9:]+\])(?::[0-9]+)?$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^sha256:[a-f0-9]{64}$/;
/** Of host and path together. */
const LONGEST = 255;
/** Longer than any name with a digest; JavaScript has small letters for more than ASCII. */
const PLAIN = /^[!-~]{1,600}$/;
const HUB = "docker.io";

/**
 * Undefined for what Docker does not take for a name. A digest decides, whatever tag stands beside it. Source: grammar and
 * ParseNormalizedNamed of github.com/distribution/reference.
 */
export function parseImageName(text: string): ImageName | undefined {
  if (!PLAIN.test(text)) return undefined;
  const [, name = "", tag, digest] = /^([^@]*?)(?::([^:/@]*))?(?:@(.*))?$/s.exec(text) ?? [];
  if ((tag !== undefined && !TAG.test(tag)) || (digest !== undefined && !DIGEST.test(digest))) return undefined;
  const slash = name.indexOf("/");
  const first = slash < 0 ? "" : name.slice(0, slash);
  const named = isHost(first);
  const host = named ? hostOf(first) : HUB;
  const rest = named ? name.slice(slash + 1) : name;
  const path = host === HUB && !rest.includes("/") ? `library/${rest}` : rest;
  if (!HOST.test(host) || !PATH.test(path) || host.length + path.length >= LONGEST) return undefined;
  const which = digest === undefined ? `:${tag ?? "latest"}` : `@${digest}`;
  const hub = path.startsWith("library/") ? path.slice("library/".length) : path;
  return { host, full: `${host}/${path}${which}`, short: `${host === HUB ? hub : `${host}/${path}`}${which}` };
}

/** What stands before the first slash is a host when it could be nothing else. */
function isHost(first: string): boolean {
  return /[.:]/.test(first) || first === "localhost" || first !== first.toLowerCase();
}

function hostOf(first: string): string {
  const host = first.toLowerCase();
  return host === "index.docker.io" ? HUB : host;
}

/** Whether two names mean the same image. What is no name means nothing. */
export function isSameImage(one: string, other: string): boolean {
  const name = parseImageName(one)?.full;
  return name !== undefined && name === parseImageName(other)?.full;
}

/**
 * An image that no student means: what the checker builds (the reference's images among them), an image by its bare id,
 * or something that is not an image's name at all. Any published image may be used: an image is only data until a
 * container runs it, and containers are limited, whatever they were made from.
 */
export function isForeignImage(name: string): boolean {
  const bare = name.trim().toLowerCase();
  if (!/^[a-z0-9][a-z0-9._/:@+-]*$/.test(bare)) return true;
  if (/^(?:sha256:)?[0-9a-f]{12,64}$/.test(bare)) return true;
  return /(?:^|\/)workshop(?:-classroom|\.invalid)?\//.test(bare);
}
