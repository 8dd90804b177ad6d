import { expect, test } from "vitest";
import { cpuSeconds } from "../core/testing.ts";
import { isForeignImage, isSameImage, parseImageName } from "./image-name.ts";
import { imageRegistry } from "./registries.ts";

const DIGEST = `sha256:${"0".repeat(64)}`;

test.each([
  ["python", "docker.io/library/python:latest", "python:latest"],
  ["python:3.13-slim", "docker.io/library/python:3.13-slim", "python:3.13-slim"],
  ["library/python:3", "docker.io/library/python:3", "python:3"],
  ["docker.io/python:3", "docker.io/library/python:3", "python:3"],
  ["docker.io/library/python:3", "docker.io/library/python:3", "python:3"],
  ["index.docker.io/library/python:3", "docker.io/library/python:3", "python:3"],
  ["bitnami/redis", "docker.io/bitnami/redis:latest", "bitnami/redis:latest"],
  ["GHCR.io/astral-sh/uv:1", "ghcr.io/astral-sh/uv:1", "ghcr.io/astral-sh/uv:1"],
  [`python:3@${DIGEST}`, `docker.io/library/python@${DIGEST}`, `python@${DIGEST}`],
  ["localhost:5000/x:1", "localhost:5000/x:1", "localhost:5000/x:1"],
  ["localhost/x", "localhost/x:latest", "localhost/x:latest"],
  ["LOCALHOST/x", "localhost/x:latest", "localhost/x:latest"],
  ["[::1]:5000/x", "[::1]:5000/x:latest", "[::1]:5000/x:latest"],
  // One word with a number behind a colon is a tag, also where it looks like a port.
  ["localhost:5000", "docker.io/library/localhost:5000", "localhost:5000"],
  ["sha256:abcdef", "docker.io/library/sha256:abcdef", "sha256:abcdef"],
])("%s is %s", (name, full, short) => {
  expect(parseImageName(name)).toMatchObject({ full, short });
});

test.each([
  ...["", " ", "Python", "python:", "python@sha256:0", "python:3 ", "a//b", "/a", "a/", "../a", "a/../b", "-a"],
  ...["http://localhost/x", "python:a:b", "a_-b", "b@c@d", "do\u212aer.io/x", `python@${DIGEST}0`],
  ...["a".repeat(300), `127.0.0.1:99/${"a/".repeat(200)}b`, "$x", "python:$x", "python\n", "user@host/x"],
])("%j is no name", (name) => {
  expect(parseImageName(name)).toBeUndefined();
});

test("two spellings of one image are the same, and what is no name is nothing", () => {
  expect(isSameImage("redis", "docker.io/library/redis:latest")).toBe(true);
  expect(isSameImage("redis", "redis:8")).toBe(false);
  expect(isSameImage("", "")).toBe(false);
});

test.each([
  ...["127.0.0.1:5000/x", "127.1/x", "localhost/x", "LOCALHOST:1/x", "[::1]/x", "0x7f.1/x", "2130706433:80/x"],
  ...["registry.example.com/x", "docker.io:5000/x", "ghcr.io:443/x", "docker.io.evil.com/x", "workshop.invalid/x"],
  ...["host.docker.internal:5000/x", "a.local/x", "GHCR.IO:1/x", `172.17.0.1:5000/x@${DIGEST}`],
])("%s is asked of nobody", (name) => expect(imageRegistry.refuses(name)).toBe(true));

test.each([
  ...["python", "bitnami/redis:7", "docker.io/x", "index.docker.io/a/b", "ghcr.io/a/b:1", "quay.io/a/b", "gcr.io/a/b"],
  ...[
    "mcr.microsoft.com/a",
    "public.ecr.aws/docker/library/python:3",
    "registry.k8s.io/pause",
    "registry.gitlab.com/a/b",
  ],
])("%s may be asked for", (name) => expect(imageRegistry.refuses(name)).toBe(false));

test.each([
  ...[
    "workshop/dockercoins-rng:reference",
    "docker.io/workshop/x",
    "workshop-classroom/python:1",
    "sha256:0123456789ab",
  ],
  ...["0123456789ab", "workshop.invalid/00:0-1"],
])("%s belongs to us or to others", (name) => expect(isForeignImage(name)).toBe(true));

test("a hostile name is read in no time", () => {
  const texts = ["a-".repeat(300), "a.".repeat(300), `${"a".repeat(590)}!`, ":".repeat(600), "@".repeat(600)];
  for (const text of [...texts, ":/".repeat(500_000)]) expect(cpuSeconds(() => parseImageName(text))).toBeLessThan(0.2);
});
