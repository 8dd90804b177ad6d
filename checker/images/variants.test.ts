import { describe, expect, test } from "vitest";
import { recipeHash } from "./standin.ts";
import { recipeFor } from "./variants.ts";

const name = (reference: string) => recipeFor(reference)?.name;

describe("a stand-in answers for", () => {
  test.each([
    ["python", "python-full"],
    ["python:3.13-slim", "python"],
    ["python:3.13-bookworm", "python-full"],
    ["python:bookworm", "python-full"],
    ["python:slim-bookworm", "python-slim-adduser"],
    ["python:3.11", "python-3.11-full"],
    ["python:3.11-slim", "python-3.11"],
    ["python:3.9.21-slim-bookworm", "python-3.9-slim-adduser"],
    ["python:3.13-alpine", "python-alpine"],
    ["python:alpine", "python-alpine"],
    ["docker.io/library/python:3-alpine", "python-alpine"],
    ["python:3.10.12-alpine", "python-3.10-alpine"],
    ["python:3.12-alpine3.20", "python-3.12-alpine"],
    ["python:alpine3.20", "python-alpine"],
    ["ruby", "ruby-full"],
    ["ruby:3.3", "ruby-full"],
    ["ruby:3.2", "ruby-full"],
    ["ruby:3.1-slim", "ruby"],
    ["ruby:3.1-slim-bullseye", "ruby-slim-adduser"],
    ["ruby:3.2.2-alpine3.18", "ruby-alpine"],
    ["ruby:alpine", "ruby-alpine"],
    ["node:lts-slim", "node"],
    ["node:22-slim", "node"],
    ["node:23.11-slim", "node"],
    ["node:alpine", "node-alpine"],
    ["node:20-alpine", "node-alpine"],
    ["redis:alpine", "redis-alpine"],
    ["redis:7", "redis"],
    ["postgres:15-alpine", "postgres-alpine"],
    ["postgres:16", "postgres"],
  ])("%s: %s", (reference, recipe) => {
    expect(name(reference)).toBe(recipe);
    expect(recipeFor(reference)?.tags).toContain(reference.split(":")[1] ?? "latest");
  });
});

describe("where a mistake could be masked, there is none:", () => {
  test.each([
    "node:4-slim",
    "node:16-alpine",
    "node:argon",
    "node",
    "python:2",
    "python:3.8-alpine",
    "python:2.7-alpine",
    "ruby:2.7-alpine",
    "postgres",
    "postgres:alpine",
    "postgres:18",
    "eclipse-temurin:17-jdk",
    "python:3.12-windowsservercore",
    "python:3.12-slimalpine",
    "python@sha256:00",
    "someone/python:3-alpine",
    "constructor:3",
  ])("%s", (reference) => {
    expect(name(reference)).toBeUndefined();
  });
});

test("an alpine variant is built on the other, and changes with it", () => {
  const [alpine, other] = [recipeFor("python:3.11-alpine"), recipeFor("python:3.12-alpine")];
  expect(alpine?.on).toBe(recipeFor("python:3.13-slim"));
  expect(alpine?.folder).toBe("alpine");
  expect(alpine && other && recipeHash(alpine) !== recipeHash(other)).toBe(true);
});
