import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { recipeFor } from "./variants.ts";

/** What the FROM lines of 208 public Dockerfiles of DockerCoins name, counted. */
const TAGS = readFileSync(new URL("base-tags.tsv", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => line.split("\t") as [count: string, image: string]);

const total = (rows: typeof TAGS) => rows.reduce((sum, [count]) => sum + Number(count), 0);

test("without a registry, at least 70 % of what real Dockerfiles start from can be built on", () => {
  expect(total(TAGS)).toBeGreaterThan(200);
  const answered = TAGS.filter(([, image]) => image === "scratch" || recipeFor(image) !== undefined);
  expect(total(answered) / total(TAGS)).toBeGreaterThanOrEqual(0.7);
});
