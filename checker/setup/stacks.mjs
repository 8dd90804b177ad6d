// The stacks of a bundle name places in the sources. Node can do that (--enable-source-maps), but reads all maps at the start.
import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { fileURLToPath } from "node:url";

/** From now on, for stacks that somebody looks at. */
export function tellSources() {
  Error.prepareStackTrace = (error, frames) =>
    [String(error), ...frames.map((frame) => `    at ${inSource(frame)}`)].join("\n");
}

/** @param {NodeJS.CallSite} frame */
function inSource(frame) {
  return String(frame).replace(/(file:\S+\.mjs):(\d+):(\d+)/, (place, url, line, column) => {
    try {
      const map = new SourceMap(JSON.parse(readFileSync(`${fileURLToPath(url)}.map`, "utf8")));
      const found = map.findEntry(Number(line) - 1, Number(column) - 1);
      return `${new URL(found.originalSource, url)}:${found.originalLine + 1}:${found.originalColumn + 1}`;
    } catch {
      return place;
    }
  });
}
