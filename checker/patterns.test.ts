import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { patternsIn } from "./e2e/patterns/literals.ts";

type Pattern = readonly [source: string, flags: string];

/** Seconds of a processor that one search may take in a text of so many characters, when a shorter one takes far less. */
const LIMIT = 0.1;
const SHORT = 2000;
const LONG = 20_000;
/** Milliseconds without news after which a search counts as one without an end. */
const HANGS = 120_000;

/** What no stranger's text comes near: answers that prove the checker, and its own set-up. */
const APART =
  /\.test\.ts$|(?:^|\/)(?:testing|attempt)\.ts$|^(?:e2e|bench|setup|images)\/|^report\/golden\/|^labs\/\w+\/(?:answers\/|plain)/;

/** Patterns that are not linear, and why no text can be long enough for that to matter. */
const SHORT_TEXTS: Readonly<Record<string, string>> = {};

const root = fileURLToPath(new URL(".", import.meta.url));

function sources(folder = ""): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sources(path);
    return /\.(?:ts|cjs)$/.test(path) && !APART.test(path) ? [path] : [];
  });
}

/** Tells which patterns are slow. One that does not come to an end is among them, and the next one is tried. */
async function slowOnes(patterns: readonly Pattern[]): Promise<readonly string[]> {
  const slow: string[] = [];
  for (let from = 0; from < patterns.length; ) {
    const { found, ended } = await measured(patterns.slice(from));
    slow.push(...found);
    from += ended + 1;
  }
  return slow;
}

/** What is found in a worker until its end, or until it hangs: `ended` is where. */
function measured(patterns: readonly Pattern[]): Promise<{ found: string[]; ended: number }> {
  const found: string[] = [];
  const workerData = { patterns, short: SHORT, long: LONG, limit: LIMIT };
  const worker = new Worker(new URL("e2e/patterns/measure.mjs", import.meta.url), { workerData });
  let trying = -1;
  return new Promise((resolve, reject) => {
    const end = (ended: number) => void worker.terminate().then(() => resolve({ found, ended }));
    const stuck = () => {
      found.push(`/${patterns[trying]?.join("/")} never came to an end`);
      end(trying);
    };
    let timer = setTimeout(stuck, HANGS);
    worker.on("error", reject);
    worker.on("message", (message: { trying?: number; slow?: string; done?: true }) => {
      clearTimeout(timer);
      timer = setTimeout(stuck, HANGS);
      trying = message.trying ?? trying;
      if (message.slow !== undefined) found.push(`/${patterns[trying]?.join("/")} with ${message.slow}`);
      if (message.done) clearTimeout(timer);
      if (message.done) end(trying);
    });
  });
}

test("the scanner finds patterns, and only those", () => {
  const text = `
    const a = /x\\/[/]y/gi.test(b) ? b / c / d : \`/no/ \${ e.replace(/in\${1}"/u, "/no/") } /no/\`; // /no/
    /* /no/ */ return /end$/; const f = (1 + 2) / 3 / 4; if (x) g(/h/);`;
  expect(patternsIn(text).map(([source]) => source)).toEqual(["x\\/[/]y", 'in\x24{1}"', "end$", "h"]);
});

test("patterns that are not linear are found out", async () => {
  const good: readonly Pattern[] = [
    ["^[^\\n]*x", ""],
    ["no space left on device", "i"],
    ["(\\d{1,9})\\.x", ""],
  ];
  const bad: readonly Pattern[] = [
    ["^\\s*x", "m"],
    ["^\\s*[^\\s#]", "m"],
    ["\\s+$", ""],
    ["<([^>]*)>", ""],
    ["a[\\s\\S]*?b[\\s\\S]*?c", ""],
  ];
  const slow = (await slowOnes([...good, ...bad])).join("\n");
  for (const [source] of good) expect(slow).not.toContain(`/${source}/`);
  for (const [source] of bad) expect(slow).toContain(`/${source}/`);
}, 600_000);

test("every pattern of the checker takes time in proportion to the text, whatever the text is", async () => {
  const patterns = sources().flatMap((path) =>
    patternsIn(readFileSync(join(root, path), "utf8")).map((pattern) => ({ path, pattern })),
  );
  expect(patterns.length).toBeGreaterThan(100);
  const exempt = ([source, flags]: Pattern) => `/${source}/${flags}` in SHORT_TEXTS;
  const slow = await slowOnes(patterns.flatMap(({ pattern }) => (exempt(pattern) ? [] : [pattern])));
  const places = slow.map((text) => {
    const found = patterns.find(({ pattern }) => text.startsWith(`/${pattern.join("/")}`));
    return `${found?.path}: ${text}`;
  });
  expect(places).toEqual([]);
}, 600_000);
