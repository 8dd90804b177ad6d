import { expect, test } from "vitest";
import { Finding, type GraderError } from "../core/errors.ts";
import { absentImage, whyNotPulled } from "./absent.ts";

const HERE = ["node:20-slim", "python:3.13", "python:3.13-slim", "redis:8", "ruby:3.3-slim"];

function advice(name: string): string {
  return (absentImage(name, {}, { why: "unreachable" }, HERE) as GraderError).advice;
}

test.each([
  ["pyhton:3.13-slim", "python:3.13-slim"],
  ["docker.io/library/python:3.13-slm", "python:3.13-slim"],
  ["rubby:3.3-slim", "ruby:3.3-slim"],
])("%s is a slip for %s", (name, meant) => {
  expect(advice(name)).toContain(`did you mean ${meant}?`);
});

test.each([
  "node:24-slim",
  "python:3.12-slim",
  "redis",
  "redis:7",
  "python",
  "docker.io/library/python:3.13",
  "nginx:1",
])("%s is no slip: neither another version nor the same word is proposed", (name) =>
  expect(advice(name)).not.toContain("did you mean"),
);

test("other tags of the same repository are named first", () => {
  expect(advice("python:3.12-slim")).toBe(
    "Available here: python:3.13, python:3.13-slim, node:20-slim, redis:8, ruby:3.3-slim.",
  );
});

test("what cannot be fetched is our side, with its code; what does not exist is the student's, with its place", () => {
  const where = { file: "rng/Dockerfile", line: 1 };
  expect(absentImage("python:3", where, { why: "limit" }, HERE)).toMatchObject({ code: "REGISTRY_LIMIT" });
  expect(absentImage("python:3", where, { why: "late" }, HERE)).toMatchObject({ code: "IMAGE_MISSING" });
  const unknown = absentImage("python:3.99", where, { why: "unknown", said: "manifest unknown" }, HERE);
  expect(unknown).toBeInstanceOf(Finding);
  expect(unknown).toMatchObject({ message: "The base image python:3.99 does not exist.", details: where });
  const service = absentImage("redis:99", { service: "db" }, { why: "unknown", said: "" }, HERE);
  expect(service.message).toBe("The image redis:99 of db does not exist.");
});

test.each([
  ["manifest for python:3.99 not found: manifest unknown: manifest unknown", "unknown"],
  ["pull access denied for a/b, repository does not exist or may require 'docker login'", "unknown"],
  ['failed to resolve reference "docker.io/library/a:1": docker.io/library/a:1: not found', "unknown"],
  ["toomanyrequests: You have reached your unauthenticated pull rate limit.", "limit"],
  ["no matching manifest for linux/arm64/v8 in the manifest list entries", "platform"],
  ['Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io: no such host', "unreachable"],
  ["unauthorized: incorrect username or password", "unreachable"],
])("%s: %s", (said, why) => {
  expect(whyNotPulled(`Error response from daemon: ${said}`, { late: false }).why).toBe(why);
  expect(whyNotPulled(said, { late: true }).why).toBe("late");
});
