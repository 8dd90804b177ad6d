import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { classroomTags } from "../images/catalogue.ts";
import { labs } from "../labs/catalogue.ts";
import { imagesFor, imagesOf } from "./required-images.ts";

const all = await labs();
const named = (...names: readonly string[]) => imagesFor(all.filter(({ name }) => names.includes(name)));

async function folder(files: Readonly<Record<string, string>>): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "needs-"));
  onTestFinished(() => rm(dir, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), text);
  }
  return dir;
}

test("what Dockerfiles start from, and what the compose file does not build", async () => {
  const dir = await folder({
    "one/Dockerfile": "ARG V=1\nFROM base:$V AS build\nFROM build AS more\nFROM small\n",
    "two/Dockerfile": "FROM other\n",
    "compose.yaml": "services:\n  one: {build: one, image: mine}\n  data: {image: database:5}\n",
  });
  expect(await imagesOf(dir, ["one", "two"])).toEqual(["base:1", "small", "other", "database:5"]);
});

test("a lab without a compose file", async () => {
  expect(await imagesOf(await folder({ "one/Dockerfile": "FROM base\n" }), ["one"])).toEqual(["base"]);
});

test("the first lab waits for no Java and no database", async () => {
  expect(await named("dockercoins")).toEqual([
    ...["node:20-slim", "python:3.13-slim", "redis:latest", "ruby:3.3", "ruby:3.3-slim"],
  ]);
});

test("several labs need what each needs, once", async () => {
  const [one, other, both] = [await named("visits"), await named("voting"), await named("visits", "voting")];
  expect(both).toEqual([...new Set([...one, ...other])].sort());
  expect(other).toEqual(expect.arrayContaining(["postgres:17", "eclipse-temurin:21-jdk", "eclipse-temurin:21-jre"]));
});

test.each(all)("every image of $name can be made without a registry", async (lab) => {
  const tags = classroomTags();
  expect((await imagesFor([lab])).filter((image) => !tags.includes(image))).toEqual([]);
});
