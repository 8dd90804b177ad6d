import { expect, test } from "vitest";
import { closestName, editDistance } from "./spelling.ts";

test.each([
  ["python:3.13-slm", "python:3.13-slim"],
  ["pyhton:3.13-slim", "python:3.13-slim"],
  ["Flask", undefined],
  ["flsk", "flask"],
  ["falsk", "flask"],
  ["expres", "express"],
  ["requets", "requests"],
  ["rediss", "redis"],
  ["numpy", undefined],
  ["pip", undefined],
])("%s means %s", (name, meant) => {
  expect(closestName(name, ["flask", "express", "requests", "redis", "python:3.13-slim"])).toBe(meant);
});

test("the nearer of two wins, and a known name means nothing else", () => {
  expect(closestName("rackk", ["rake", "rack"])).toBe("rack");
  expect(closestName("rack", ["rack"])).toBeUndefined();
});

test.each([
  ["", "", 0],
  ["abc", "", 3],
  ["abc", "acb", 1],
  ["kitten", "sitting", 3],
])("from %j to %j it takes %i edits", (a, b, edits) => {
  expect(editDistance(a, b)).toBe(edits);
});
