import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { baseImages } from "../dockerfile/file.ts";
import { COMPOSE_FILES } from "../engine/compose.ts";
import { classroomTags } from "../images/catalogue.ts";
import { normalReference } from "../images/reference.ts";
import { labs } from "../labs/catalogue.ts";
import { imagesFor } from "./required-images.ts";

const SOLUTIONS = fileURLToPath(new URL("../../solutions/", import.meta.url));

const all = await labs();
const named = (...names: readonly string[]) => imagesFor(all.filter(({ name }) => names.includes(name)));

/** What a file of a reference starts from, or starts. */
function imagesIn(path: string, name: string): readonly string[] {
  if (name === "Dockerfile") return baseImages(readFileSync(path, "utf8"));
  if (!COMPOSE_FILES.some((file) => file === name)) return [];
  const { services } = parse(readFileSync(path, "utf8")) as {
    services: Record<string, { image?: string; build?: unknown }>;
  };
  return Object.values(services).flatMap(({ image, build }) => (build || !image ? [] : [image]));
}

test.each(all)("$name declares the images that its reference names, and no others", ({ name, lab }) => {
  const files = readdirSync(join(SOLUTIONS, name), { recursive: true, withFileTypes: true });
  const found = files.flatMap((file) => imagesIn(join(file.parentPath, file.name), file.name));
  expect(new Set(lab.images.map(normalReference))).toEqual(new Set(found.map(normalReference)));
});

test("the first lab waits for no Java and no database", () => {
  expect(named("dockercoins")).toEqual([
    ...["node:20-slim", "python:3.13-slim", "redis:latest", "ruby:3.3", "ruby:3.3-slim"],
  ]);
});

test("several labs need what each needs, once", () => {
  const [one, other, both] = [named("visits"), named("voting"), named("visits", "voting")];
  expect(both).toEqual([...new Set([...one, ...other])].sort());
  expect(other).toEqual(expect.arrayContaining(["postgres:17", "eclipse-temurin:21-jdk", "eclipse-temurin:21-jre"]));
});

test.each(all)("every image of $name can be made without a registry", (lab) => {
  const tags = classroomTags();
  expect(imagesFor([lab]).filter((image) => !tags.includes(image))).toEqual([]);
});
