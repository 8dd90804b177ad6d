import { readFileSync } from "node:fs";
import { extname, resolve } from "node:path";
import { decoded } from "./html.ts";

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
const URL_FUNCTION = /^url\((["']?)(.*)\1\)$/;

/** What a picture needs to be part of the page: a `data:` address, or what is wrong with it. */
export type Picture = { readonly address: string } | { readonly wrong: string };

/** Reads a picture beside a chapter. Nothing is fetched: a deck has to open without a network. */
export function readPicture(source: string, folder: string): Picture {
  if (source.startsWith("data:")) return { address: source };
  if (/^[a-z][-+.a-z0-9]*:|^\/\//i.test(source)) {
    return {
      wrong: `the picture ${source} is on another server: put it beside the deck, so that it opens without a network`,
    };
  }
  const path = resolve(folder, decoded(source));
  const type = TYPES[extname(path).toLowerCase()];
  if (type === undefined)
    return { wrong: `the picture ${source} is of no kind that is known (${Object.keys(TYPES).join(", ")})` };
  try {
    return { address: `data:${type};base64,${readFileSync(path).toString("base64")}` };
  } catch {
    return { wrong: `there is no picture ${source}` };
  }
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

/** The file in `url(file)`, or in a value that is only a file. */
export function backgroundFile(value: string): string {
  return URL_FUNCTION.exec(value.trim())?.[2] ?? value.trim();
}
