import { expect, test } from "vitest";
import { RECIPES, type Recipe, referencesOf } from "./catalogue.ts";
import type { LocalImage, Origin } from "./local.ts";
import { missingFrom } from "./missing.ts";
import { recipeHash } from "./standin.ts";

const python = RECIPES.find((recipe) => recipe.name === "python") as Recipe;

function engine(...images: [reference: string, origin: Origin, recipe?: string][]): Map<string, LocalImage> {
  return new Map(
    images.map(([reference, origin, recipe]) => [
      reference,
      { reference, origin, id: "sha256:0", size: 1, ...(recipe ? { recipe } : {}) },
    ]),
  );
}

const complete = engine(
  ...referencesOf(python)
    .map((tag) => [tag, "stand-in", recipeHash(python)] as const)
    .map((t) => [...t] as [string, Origin, string]),
);

test("an empty engine lacks everything that the labs use", () => {
  const { gaps, others } = missingFrom("classroom", engine());
  expect(gaps.map((gap) => gap.recipe.name)).toEqual([
    ...["python", "ruby", "ruby-full", "node", "redis", "postgres", "jdk", "jre"],
  ]);
  expect(gaps.every((gap) => gap.needsImage)).toBe(true);
  expect(others).toEqual([]);
});

test("a complete stand-in lacks nothing", () => {
  expect(missingFrom(["python:3.13-slim", "python:slim"], complete).gaps).toEqual([]);
});

test("an image of the user's own under the main tag is as good, and gets no aliases of ours", () => {
  for (const origin of ["pulled", "yours"] as const) {
    expect(missingFrom(["python:3.13-slim"], engine(["python:3.13-slim", origin])).gaps).toEqual([]);
  }
});

test("no tag of the user's own is ever taken", () => {
  const [gap] = missingFrom(["python:3.13-slim"], engine(["python:slim", "yours"], ["python:3-slim", "pulled"])).gaps;
  expect(gap?.tags).toContain("python:3.13-slim");
  expect(gap?.tags).not.toContain("python:slim");
  expect(gap?.tags).not.toContain("python:3-slim");
});

test("an alias that is asked for is missing even where the main tag is the user's own", () => {
  const [gap] = missingFrom(["python:3-slim"], engine(["python:3.13-slim", "pulled"])).gaps;
  expect(gap).toMatchObject({ needsImage: true, pulls: ["python:3-slim"], tags: ["python:3-slim"] });
});

test("a stand-in of an older recipe is made anew", () => {
  const [gap] = missingFrom(["python:3.13-slim"], engine(["python:3.13-slim", "stand-in", "000000000000"])).gaps;
  expect(gap).toMatchObject({ needsImage: true });
  expect(gap?.tags).toContain("python:3.13-slim");
});

test("only the recipes that are wanted are looked at, two of one repository apart", () => {
  const { gaps } = missingFrom(["eclipse-temurin:21-jre", "redis"], engine());
  expect(gaps.map(({ recipe, pulls }) => [recipe.name, pulls])).toEqual([
    ["jre", ["eclipse-temurin:21-jre"]],
    ["redis", ["redis:latest"]],
  ]);
});

test("what was built and not yet tagged is only tagged", () => {
  const built = engine([`workshop-classroom/python:${recipeHash(python)}`, "stand-in", recipeHash(python)]);
  expect(missingFrom(["python:3.13-slim"], built).gaps[0]).toMatchObject({ needsImage: false });
});

test("an image that no recipe makes is asked of a registry only", () => {
  expect(missingFrom(["postgres:18"], engine()).others).toEqual(["postgres:18"]);
  expect(missingFrom(["postgres:18"], engine(["postgres:18", "pulled"])).others).toEqual([]);
});
