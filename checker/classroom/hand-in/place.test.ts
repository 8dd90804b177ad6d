import { expect, test } from "vitest";
import { placeOf } from "./place.ts";

test.each([
  ["rng/Dockerfile", "rng/Dockerfile"],
  ["./rng//Dockerfile", "rng/Dockerfile"],
  ["rng\\Dockerfile", "rng/Dockerfile"],
  ["rng/", "rng"],
  ["cafe\u0301/x", "caf\u00e9/x"],
  ["..rng/...", "..rng/..."],
])("%j is written to %j", (name, path) => expect(placeOf(name)).toEqual({ path }));

test.each([
  ["../x", "leads out"],
  ["a/../../x", "leads out"],
  ["a\\..\\x", "leads out"],
  ["/etc/passwd", "root of a disk"],
  ["\\\\server\\share", "root of a disk"],
  ["C:\\x", "root of a disk"],
  ["c:x", "root of a disk"],
  ["a\u0000b", "control characters"],
  ["a\nb", "control characters"],
  ["a/".repeat(101), "folders deep"],
  ["x".repeat(256), "too long"],
  ["\u6f22".repeat(86), "too long"],
])("%j is left out: %s", (name, why) => {
  expect(placeOf(name)).toEqual({ leftOut: expect.stringContaining(why) });
});

test.each([
  "__MACOSX/rng/._Dockerfile",
  "rng/._Dockerfile",
  ".DS_Store",
  "a/Thumbs.db",
  ".git/config",
  "",
  "./",
  "/.".slice(1),
])("%j is missed by nobody", (name) => expect(placeOf(name)).toBeUndefined());
