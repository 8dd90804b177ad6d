import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CLASSROOM, classroomTags, PREPARED, RECIPES, recipeFolder, SHELL } from "./catalogue.ts";
import { aptPackagesOf, cachedPackages } from "./packages.ts";
import { normalReference } from "./reference.ts";
import { recipeHash } from "./standin.ts";

describe("the catalogue", () => {
  test("gives every tag to one recipe", () => {
    const tags = classroomTags();
    expect(tags.length).toBeGreaterThan(20);
    expect(new Set(tags).size).toBe(tags.length);
  });

  test("knows what the labs start from", () => {
    expect(CLASSROOM).toEqual([
      ...["python:3.13-slim", "ruby:3.3-slim", "ruby:3.3", "node:20-slim", "redis:8"],
      ...["postgres:17", "eclipse-temurin:21-jdk", "eclipse-temurin:21-jre"],
    ]);
  });

  test("prepares a room with what students like to start from, too", () => {
    expect(PREPARED).toEqual([...CLASSROOM, "python:3.13", SHELL, "registry:2"]);
  });

  test("has a Dockerfile for all but the base, and a hash of its own for each", () => {
    for (const recipe of RECIPES.filter((r) => r.name !== "base")) {
      expect(readdirSync(recipeFolder(recipe))).toContain("Dockerfile");
    }
    expect(new Set(RECIPES.map(recipeHash)).size).toBe(RECIPES.length);
  });

  test("names packages as their installers are asked for them", () => {
    const [pip, gem, npm, apt] = (["pip", "gem", "npm", "apt"] as const).map((kind) => [
      ...cachedPackages()[kind].keys(),
    ]);
    expect(pip).toEqual(expect.arrayContaining(["flask", "redis", "requests", "gunicorn"]));
    expect(gem).toEqual(expect.arrayContaining(["sinatra", "rackup", "puma", "thin", "bundler"]));
    expect(npm).toEqual(expect.arrayContaining(["express", "redis", "pg"]));
    expect(apt).toEqual(["socat", "libpostgresql-jdbc-java"]);
    expect([pip, gem, npm, apt].flatMap((names) => names ?? []).filter((name) => /[@=:\s]/.test(name))).toEqual([]);
  });
});

test("what apt finds without a network is known for each base", () => {
  expect(aptPackagesOf("eclipse-temurin:21-jre")).toEqual(new Map([["libpostgresql-jdbc-java", []]]));
  for (const base of ["python:3.13-slim", "debian:trixie-slim", "node:20-alpine", "somebody/java:21"])
    expect(aptPackagesOf(base)).toBeUndefined();
});

test.each([
  ["python", "python:latest"],
  ["docker.io/library/python:3", "python:3"],
  ["library/redis", "redis:latest"],
  ["localhost:5000/python", "localhost:5000/python:latest"],
  ["python@sha256:00", "python@sha256:00"],
])("%s is %s", (reference, normal) => {
  expect(normalReference(reference)).toBe(normal);
});
