import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UsageError } from "../../checker/core/errors.ts";
import { outside } from "../render/outside.ts";
import type { Imported } from "./imported.ts";

const SOURCE = /<textarea\b[^>]*\bid=["']?source\b[^>]*>([\s\S]*?)<\/textarea>/i;
const ADDRESS = /\bsourceUrl\s*:\s*(["'])(.*?)\1/;
const EXCLUDED = /\bexcludedClasses\s*:\s*\[([^\]]*)\]/;
const STYLE = /<style\b[^>]*>([\s\S]*?)<\/style>/gi;
const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'", nbsp: "\u00a0" };

/** Reads an HTML page that shows slides with remark. Throws a UsageError where it has none. */
export function readRemarkPage(path: string): Imported {
  const html = readFileSync(path, "utf8");
  const folder = dirname(path);
  const excluded = [...(EXCLUDED.exec(html)?.[1] ?? "").matchAll(/["']([^"']+)["']/g)].map(([, name = ""]) => name);
  const style = [...html.matchAll(STYLE)].map(([, rules = ""]) => rules.trim()).join("\n\n");
  const loads = outside(`<style>${style}</style>`);
  const css = style !== "" && loads === undefined;
  const title = plain(/<title>([\s\S]*?)<\/title>/i.exec(html)?.[1] ?? "");
  return {
    manifest: {
      title: title === "" ? "Slides" : title,
      cover: false,
      contents: false,
      ...(css && { css: "own.css" }),
      ...(excluded.length > 0 && { exclude: excluded }),
      parts: [{ chapters: ["slides.md"] }],
    },
    files: { "slides.md": sourceOf(html, folder, path), ...(css && { "own.css": `${style}\n` }) },
    beside: folder,
    left: [
      ...(loads === undefined ? [] : [`The style sheet of the page is left out: it would load something (${loads}).`]),
      ...[...html.matchAll(/<link\b[^>]*\brel=["']?stylesheet[^>]*>/gi)].map(([tag]) => `${tag} is left out.`),
      ...(/remark\.macros/.test(html) ? ["Macros (remark.macros) are left out: their calls stay as they are."] : []),
    ],
  };
}

function sourceOf(html: string, folder: string, path: string): string {
  const written = SOURCE.exec(html)?.[1];
  // The text of a textarea begins after one newline (HTML, 13.2.6.4.7).
  if (written !== undefined) return decodeEntities(written.replace(/^\r?\n/, ""));
  const address = ADDRESS.exec(html)?.[2];
  if (address === undefined)
    throw new UsageError(`${path} has no slides of remark: neither a <textarea id="source"> nor a sourceUrl.`);
  try {
    return readFileSync(join(folder, address.replace(/[?#].*$/, "")), "utf8");
  } catch {
    throw new UsageError(`${path} takes its slides from ${address}, which is not beside it.`);
  }
}

function plain(text: string): string {
  return decodeEntities(text).replace(/\s+/g, " ").trim();
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|([a-z]+));/gi, (all, decimal, hex, name) => {
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    return ENTITIES[name.toLowerCase()] ?? all;
  });
}
