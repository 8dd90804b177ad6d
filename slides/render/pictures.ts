import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { extname, resolve } from "node:path";
import { decoded, escapeHtml } from "./html.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".gif": "image/gif",
  ".webp": "image/webp",
  ".avif": "image/avif",
};

const IMAGE = /<img\b(?:[^>"']|"[^"]*"|'[^']*')*>/gi;
const BACKGROUND = /<div class="background[^>]*>/gi;
const ADDRESS = /(\surl\(&quot;)(.*?)(?=&quot;\))/g;
const SOURCE = /(\ssrc\s*=\s*)("[^"]*"|'[^']*'|[^\s>]+)/i;
const ELSEWHERE = /^(?:[a-z][-+.a-z0-9]*:|\/\/)/i;

/** What a picture needs to be part of the page: a `data:` address, or what is wrong with it. */
export type Picture = { readonly address: string } | { readonly wrong: string };

/** Where pictures are looked for: beside the chapter that shows them, and beside the deck. */
export interface Places {
  readonly chapter: string;
  readonly deck: string;
}

/** Reads a picture. Nothing is fetched: a deck has to open without a network. */
export function readPicture(source: string, places: Places): Picture {
  if (source.startsWith("data:")) return { address: source };
  if (ELSEWHERE.test(source)) return readCopy(source, places.deck);
  // An address in a repository may ask for the picture itself: file.png?raw=true
  const bare = source.replace(/[?#].*$/, "");
  const names = [source, bare].map(decoded);
  const path = names.flatMap((name) => [resolve(places.chapter, name), resolve(places.deck, name)]).find(existsSync);
  const type = TYPES[extname(path ?? bare).toLowerCase()];
  if (type === undefined)
    return { wrong: `the picture ${source} is of no kind that is known (${Object.keys(TYPES).join(", ")})` };
  if (path === undefined) return { wrong: `there is no picture ${source}` };
  try {
    return { address: `data:${type};base64,${readFileSync(path).toString("base64")}` };
  } catch (error) {
    return { wrong: `the picture ${source} cannot be read (${(error as NodeJS.ErrnoException).code})` };
  }
}

function readCopy(source: string, deck: string): Picture {
  const copy = Object.keys(TYPES)
    .map((kind) => copyOf(source, kind))
    .find((name) => existsSync(resolve(deck, name)));
  if (copy !== undefined) return readPicture(copy, { chapter: deck, deck });
  return {
    wrong:
      `the picture ${source} is on another server, and a deck has to open without a network:` +
      " put it beside the deck, or let `npm run slides -- fetch` copy it there",
  };
}

/** The file beside a deck that is a copy of a picture on another server; `kind` is how its name ends. */
export function copyOf(source: string, kind: string): string {
  const name = source.replace(/^[a-z]*:?\/\//i, "").replace(/\W+/g, "-");
  const sum = createHash("sha256").update(source).digest("hex").slice(0, 8);
  return `fetched/${name.slice(0, 60)}-${sum}${kind}`;
}

/** How names of pictures of a type end, as in `image/png`; undefined for what cannot be part of a page. */
export function kindOf(type: string): string | undefined {
  return Object.keys(TYPES).find((kind) => TYPES[kind] === type);
}

/** The pictures of rendered HTML that are on other servers. */
export function webPictures(html: string): readonly string[] {
  const found: string[] = [];
  eachPicture(html, (source) => {
    if (ELSEWHERE.test(source) && !source.startsWith("data:")) found.push(source);
    return source;
  });
  return [...new Set(found)];
}

/** The address of every picture in rendered HTML goes through `change`. */
export function eachPicture(html: string, change: (source: string) => string): string {
  const changed = (source: string) => escapeHtml(change(source.replaceAll("&amp;", "&").replaceAll("&#39;", "'")));
  return eachImage(html, (tag, source) => tag.replace(SOURCE, (_, before) => `${before}"${changed(source)}"`)).replace(
    BACKGROUND,
    (tag) => tag.replace(ADDRESS, (_, before, source) => before + changed(source)),
  );
}

/** An attribute of a tag that is written in HTML; undefined when it is not there. */
export function attribute(tag: string, name: string): string | undefined {
  const match = new RegExp(`\\s${name}(?:\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+)))?(?=[\\s/>])`, "i").exec(tag);
  return match ? (match[1] ?? match[2] ?? match[3] ?? "") : undefined;
}

/** Every `<img>` in rendered HTML goes through `change`. */
export function eachImage(html: string, change: (tag: string, source: string) => string): string {
  return html.replace(IMAGE, (tag) => change(tag, attribute(tag, "src") ?? ""));
}
