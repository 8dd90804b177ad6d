import { afterAll, expect, test } from "vitest";
import { attempt, leftovers } from "../e2e/attempt.ts";
import type { Draft } from "../kit/answers/answers.ts";
import { html } from "../report/html.ts";
import { json } from "../report/json.ts";
import { terminal } from "../report/terminal.ts";

afterAll(async () => expect(await leftovers(process.env)).toEqual([]));

/** Window title, clear screen, the clipboard, a hidden link, a script, a tag that ends the page, a right-to-left mark. */
const NASTY =
  "\u001b]0;owned\u0007\u001b[2J\u001b]52;c;b3duZWQ=\u0007\u009b31m<script>alert(1)</script></pre>\u202e\r=cmd";
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
const OBEYED = /[\u0000-\u0008\u000b-\u001a\u001c-\u001f\u007f-\u009f\u202e]|\u001b(?!\[[\d;]*m)/;

/** As YAML takes it: control characters only as escapes. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[^ -~]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

const cases = [
  {
    title: "a log",
    part: "part1",
    edit: (draft: Draft) => {
      draft.write("rng/rng.js", "");
      draft.write("rng/nasty.py", `import sys; sys.stderr.write(${JSON.stringify(`${NASTY}\n`)}); sys.exit(1)\n`);
      draft.replace("rng/Dockerfile", "COPY rng.py .", "COPY nasty.py .");
      draft.replace("rng/Dockerfile", '"rng.py"', '"nasty.py"');
    },
    until: "rng: GET / answers on port 80",
  },
  {
    title: "the output of a build",
    part: "part1",
    edit: (draft: Draft) => {
      draft.write("rng/nasty", NASTY);
      draft.replace("rng/Dockerfile", "COPY rng.py .", "COPY nasty .\nRUN cat nasty; false");
    },
    until: "rng: the image builds",
  },
  {
    title: "an instruction that is refused",
    part: "part1",
    edit: (draft: Draft) =>
      draft.replace("rng/Dockerfile", "COPY rng.py .", `RUN --mount=type=ssh echo '${NASTY.replace("\r", "")}'`),
    until: "rng: the image builds",
  },
  {
    // A file that nothing uses is no matter; the note on it has its name.
    title: "the name of a file",
    part: "part2",
    verdict: "passed",
    edit: (draft: Draft) => {
      const name = `film${NASTY.replaceAll("/", "|")}`;
      draft.write(name, new Uint8Array(33 * 1024 * 1024));
    },
    until: "compose: the file is there and valid",
  },
  {
    title: "the name of a service, and a value",
    part: "part2",
    edit: (draft: Draft) =>
      draft.replace(
        "docker-compose.yml",
        "    image: redis",
        `    image: redis\n    pid: ${quoted(NASTY)}\n  ${quoted(NASTY)}: {image: redis}`,
      ),
    until: "compose: the file is there and valid",
  },
];

test.each(cases)(
  "$title can do nothing in a terminal, a page or data",
  async ({ part, edit, until, verdict = "failed" }) => {
    const report = await attempt(process.env, { part, edit, until });
    expect(report.verdict).toBe(verdict);
    const screen = terminal([report], { colour: true, width: 100 });
    expect(screen).not.toMatch(OBEYED);
    const page = await html([report]);
    expect(page).not.toMatch(OBEYED);
    expect(page).not.toContain("<script>alert");
    const data = await json([report]);
    expect(data).toContain("owned");
    expect(JSON.parse(data).results).toHaveLength(report.results.length);
  },
);
