import { readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const HERE = fileURLToPath(new URL("./", import.meta.url));
const FILES = readdirSync(HERE, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts"));
const textOf = (path: string) => readFileSync(HERE + path, "utf8");

/** Each rule's constant, and the folder that it lives in. */
const RULES = FILES.flatMap((path) => {
  const [, name] = /^export const (\w+)\b[\s\S]*?^ {2}(?:id: "|\.\.\.imageRegistry,)/m.exec(textOf(path)) ?? [];
  return name === undefined ? [] : [{ name, folder: dirname(path) }];
});

test("there are all of them", () => expect(RULES.length).toBeGreaterThanOrEqual(61));

test.each(["catches", "catchesNot"])("every rule has a line %s in the folder that it lives in", (word) => {
  const specs = (folder: string) =>
    FILES.filter((path) => dirname(path) === folder && path.endsWith(".test.ts"))
      .map(textOf)
      .join("\n");
  const lacking = RULES.filter(({ name, folder }) => !new RegExp(`\\b${word}\\(\\s*${name}\\b`).test(specs(folder)));
  expect(lacking).toEqual([]);
});
