import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { type Lab, possible } from "../core/lab.ts";
import type { CheckContext } from "../kit/context.ts";
import { labs } from "./catalogue.ts";

/** What a part is worth, on top of the lab or not. */
const FULL = 100;

const all = await labs();

describe.each(all)("the handout of $name", ({ name, lab }) => {
  const handout = readFileSync(fileURLToPath(new URL(`../../labs/${name}/README.md`, import.meta.url)), "utf8");
  const parts = Object.entries(lab.parts);
  const checks = parts.flatMap(([part, { checks }]) => checks.map((check) => ({ part, ...check })));
  const costing = checks.filter(({ points }) => points > 0);

  test.each(parts.map(([part, { checks }]) => ({ part, checks })))("$part: points add up", ({ checks }) => {
    expect(possible({ title: "", checks })).toBe(FULL);
    for (const { points } of checks) expect(Number.isInteger(points) && points >= 0).toBe(true);
  });

  test.each(costing)("names $title with its $points points, once", ({ title, points }) => {
    expect(rowsOf(handout).filter((row) => row[0] === title)).toEqual([[title, String(points)]]);
  });

  test("names no check that there is not", () => {
    const titles = new Set(costing.map(({ title }) => title));
    const rows = rowsOf(handout).filter((row) => row.length === 2 && /^[\w-]+: /.test(row[0] ?? ""));
    expect(rows.length).toBe(costing.length);
    expect(rows.filter(([title]) => !titles.has(title ?? ""))).toEqual([]);
  });

  test.each(checks)("$title: its section is a heading", ({ section }) => {
    expect(anchorsOf(handout)).toContain(section);
  });

  test("its own links lead to headings and files", () => {
    const anchors = anchorsOf(handout);
    const targets = [...handout.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor ?? "");
    expect(targets.length).toBeGreaterThan(0);
    expect(targets.filter((anchor) => !anchors.includes(anchor))).toEqual([]);
  });

  test("every title is unique and one line, every check says why", () => {
    expect(new Set(checks.map(({ title }) => title)).size).toBe(checks.length);
    for (const { title, why } of checks) {
      expect(title).toMatch(/^\S[^\n|]*\S$/);
      expect(why).toMatch(/^[A-Z`].*[.?!]$/);
    }
  });
});

test("what people type means one thing: no part has the name of another, or of a lab of which it is not the only part", () => {
  const names = all.flatMap(({ lab }) => Object.keys(lab.parts));
  expect(new Set(names).size).toBe(names.length);
  const ambiguous = names.filter((part) => all.some((lab) => lab.name === part && !isAll(lab.lab, part)));
  expect(ambiguous).toEqual([]);
});

function isAll({ parts }: Lab<CheckContext>, part: string): boolean {
  return Object.keys(parts).length === 1 && Object.hasOwn(parts, part);
}

/** The cells of each row of the tables. */
function rowsOf(markdown: string): readonly (readonly string[])[] {
  const rows = markdown.split("\n").filter((line) => line.startsWith("|"));
  return rows.map((row) =>
    row
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim()),
  );
}

/** GitHub's anchors: small letters, spaces become hyphens, punctuation goes, a repeated one gets a number. */
function anchorsOf(markdown: string): readonly string[] {
  const seen = new Map<string, number>();
  const text = markdown.replace(/^```[\s\S]*?^```/gm, "");
  return [...text.matchAll(/^#{1,6} +(.+?) *$/gm)].map(([, heading = ""]) => {
    const slug = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, "")
      .replaceAll(" ", "-");
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    return times === 0 ? slug : `${slug}-${times}`;
  });
}
