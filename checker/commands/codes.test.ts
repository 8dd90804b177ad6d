import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { CODES } from "../core/codes/codes.ts";
import { FINGERPRINTS, type Fingerprint } from "../core/fingerprints.ts";
import { labs } from "../labs/catalogue.ts";
import { RULE_PAGES } from "../sandbox/rules/pages.ts";
import { chapters, codesPage, codeText } from "./codes.ts";

const CHECKER = fileURLToPath(new URL("../", import.meta.url));

/** What throws in a folder of the checker: no tests, not the tables of codes themselves, and nothing that only asks for one. */
function sources(folder: string): string {
  return readdirSync(CHECKER + folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !/\.test\.ts$|(?:^|\/)codes(?:\.ts$|\/)|fingerprints\.ts$/.test(path))
    .map((path) => readFileSync(`${CHECKER}${folder}/${path}`, "utf8"))
    .join("\n")
    .replace(/fingerprint: "\w+"|\.is\([^)]*\)/g, "");
}

test("docs/codes.md says what the code says", async () => {
  await expect(codesPage(await labs())).toMatchFileSnapshot("../../docs/codes.md");
});

test("every code has one page, in which nothing is missing", async () => {
  const pages = chapters(await labs()).flatMap((chapter) => Object.entries(chapter.pages));
  expect(new Set(pages.map(([code]) => code)).size).toBe(pages.length);
  for (const [code, page] of pages) expect([code, page.means, page.example, page.look]).not.toContain("");
});

test("a lab without codes of its own has no chapter", async () => {
  const [first] = await labs();
  if (first === undefined) throw new Error("no lab");
  const { codes: _, ...lab } = first.lab;
  const titles = (named: typeof first) => chapters([named]).map(({ title }) => title);
  expect(titles(first)).toContain(lab.title);
  expect(titles({ ...first, lab })).not.toContain(lab.title);
});

describe("every code is thrown somewhere:", () => {
  const traced = new Set<string>(FINGERPRINTS.filter((known: Fingerprint) => known.trace).map(({ code }) => code));

  test("those of core, or they are recognised by a trace", () => {
    const all = ["dockerfile", "probe", "images", "diagnosis", "kit", "sandbox", "labs"].map(sources).join("\n");
    expect(Object.keys(CODES).filter((code) => !traced.has(code) && !all.includes(`"${code}"`))).toEqual([]);
  });

  test("those of labs", async () => {
    for (const { name, lab } of await labs()) {
      const own = sources(`labs/${name}`);
      expect(Object.keys(lab.codes ?? {}).filter((code) => !new RegExp(`codes\\.${code}\\b`).test(own))).toEqual([]);
    }
  });

  test("those of rules: there is no rule without a page", () => {
    const ids = [...`${sources("sandbox")}${sources("engine")}`.matchAll(/^ {2}id: "([a-z-]+)",$/gm)].map(
      ([, id]) => id,
    );
    expect(RULE_PAGES.map(({ code }) => code).sort()).toEqual(ids.sort());
    expect(ids.length).toBeGreaterThan(50);
  });
});

test("a code is explained at the terminal, however it is typed", async () => {
  const text = codeText(await labs(), "file_missing", 60);
  expect(text).toMatch(/^FILE_MISSING\n\nThe Dockerfile copies[\s\S]*\nExample: COPY[\s\S]*\nLook at the paths/);
  expect(codeText(await labs(), "compose-privileged", 60)).toContain("privileged: true");
  expect(codeText(await labs(), "NO_HASHES", 60)).toContain("no hashes are counted");
  expect(codeText(await labs(), "hasher: GET", 60)).toBeUndefined();
});
