import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { fileURLToPath } from "node:url";

/**
 * What was thrown, and where, for people: places in a bundle as places in its sources. Only here, for the one error that
 * somebody reads: streams ask for stacks that nobody sees, and a source map takes as long as a small check.
 */
export function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const maps = new Map<string, SourceMap | undefined>();
  return (error.stack ?? error.message).replace(
    /(file:[^\s()]{1,300}?\.mjs):(\d{1,7}):(\d{1,7})/g,
    (place, url: string, line, column) => {
      if (!maps.has(url)) maps.set(url, mapOf(url));
      const found = maps.get(url)?.findEntry(Number(line) - 1, Number(column) - 1);
      if (found === undefined || !("originalSource" in found)) return place;
      return `${new URL(found.originalSource, url)}:${found.originalLine + 1}:${found.originalColumn + 1}`;
    },
  );
}

function mapOf(url: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${fileURLToPath(url)}.map`, "utf8")));
  } catch {
    return undefined;
  }
}
