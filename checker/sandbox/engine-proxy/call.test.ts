import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { callOf, patternsOf } from "./call.ts";
import { ENDPOINTS } from "./endpoints.ts";
import { filtersOf, ofRun } from "./filters.ts";
import { imageNamed, Names } from "./names.ts";

const patterns = patternsOf(ENDPOINTS);
const taken = (method: string, url: string) => {
  const { endpoint, given, version } = callOf({ method, url } as IncomingMessage, patterns);
  return [`${endpoint.method} ${endpoint.path}`, given, version];
};

test.each([
  ["GET", "/v1.45/containers/json?all=1", "GET /containers/json", {}, "/v1.45"],
  ["DELETE", "/containers/web?force=1", "DELETE /containers/{container}", { container: "web" }, ""],
  [
    "GET",
    "/v1.41/images/localhost:5000/a/b:1/json",
    "GET /images/{image}/json",
    { image: "localhost:5000/a/b:1" },
    "/v1.41",
  ],
  ["GET", "/images/library%2Fredis%3A8/json", "GET /images/{image}/json", { image: "library/redis:8" }, ""],
  ["GET", "/containers/web/stats?stream=0&later=false", "GET /containers/{container}/stats", { container: "web" }, ""],
])("%s %s is %s", (method, url, row, given, version) => {
  expect(taken(method, url)).toEqual([row, given, version]);
});

test.each([
  ["GET", "/containers/%2e%2e/json"],
  ["GET", "/containers/a%2fb/json"],
  ["GET", "/containers/a%00/json"],
  ["GET", "/containers/%zz/json"],
  ["GET", "/v1.23/containers/json"],
  ["GET", "/v01.45/containers/json"],
  ["GET", "/containers/json?all=1?"],
  ["GET", "/containers/json?secret=1"],
  ["PATCH", "/containers/json"],
  ["GET", "*"],
])("%s %s is refused", (method, url) => {
  expect(() => taken(method, url)).toThrow();
});

const names = new Names("0123abcd", "me");

test("names go into the run and come out again", () => {
  const image = names.image(imageNamed("localhost:5000/blue", "4f") ?? expect.fail());
  expect(image).toMatch(/^workshop\.invalid\/6d65:0123abcd-image-[\w-]+$/);
  expect(names.out(`"${image}" in /${names.ours("web")}`)).toBe('"localhost:5000/blue:4f" in /web');
  expect(new Names("0123abce", "me").out(image)).toBe(image);
});

test.each([
  ["^web$", "^/?workshop-0123abcd-(?:web$)"],
  ["^/web", "^/?workshop-0123abcd-(?:web)"],
  ["eb", "^/?workshop-0123abcd-.*(?:eb)"],
])("the pattern %s is %s on the engine", (pattern, ours) => {
  expect(names.pattern(pattern)).toBe(ours);
});

test("filters always ask for what is the run's, whatever a script asks for", () => {
  const asked = filtersOf('{"label":{"workshop.run=1":true,"com.docker.compose.project=p":true},"name":["web"]}');
  expect(ofRun(asked, names, "0123abcd")).toEqual({
    name: ["^/?workshop-0123abcd-.*(?:web)"],
    label: [
      "workshop.run=1",
      "com.docker.compose.project=workshop-0123abcd-p",
      "workshop.run=0123abcd",
      "workshop.script",
    ],
  });
});

test.each(["[]", "{", '{"name":"web"}', '{"name":[1]}', '{"node":["x"]}'])("%s is no filter", (text) => {
  expect(() => filtersOf(text)).toThrow("invalid filter");
});
