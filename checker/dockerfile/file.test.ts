// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Dockerfiles write variables like this.
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Finding } from "../core/errors.ts";
import { baseImages, findDockerfile } from "./file.ts";

describe("base images", () => {
  test.each([
    ["FROM python", ["python"]],
    ["from python:3.13-slim as app", ["python:3.13-slim"]],
    ["# comment\n\nFROM \\\n  python:3", ["python:3"]],
    ["FROM --platform=linux/amd64 python:3 AS app", ["python:3"]],
    ["FROM --platform=$BUILDPLATFORM python:3", ["python:3"]],
    ["FROM localhost:5000/team/python:3", ["localhost:5000/team/python:3"]],
    ["FROM localhost:5000/python", ["localhost:5000/python"]],
    ["FROM python@sha256:abc", ["python@sha256:abc"]],
    ["FROM localhost:5000/python:3@sha256:abc", ["localhost:5000/python:3@sha256:abc"]],
    ['FROM "python:3"', ["python:3"]],
    ["FROM scratch", []],
    ["FROM", []],
    ["RUN true", []],
    ["", []],
  ])("%j", (text, images) => {
    expect(baseImages(text)).toEqual(images);
  });

  test.each([
    ["one after the other", "FROM ruby:3\nFROM node:20", ["ruby:3", "node:20"]],
    ["a stage is no image", "FROM ruby:3 AS build\nFROM build AS more\nFROM more", ["ruby:3"]],
    ["a stage's name has no case", "FROM ruby:3 AS Build\nFROM build", ["ruby:3"]],
    ["nor has the FROM that takes it", "FROM ruby:3 AS build\nFROM BUILD", ["ruby:3"]],
    ["a stage that comes later is an image", "FROM build\nFROM ruby:3 AS build", ["build", "ruby:3"]],
    ["files of a stage are none", "FROM ruby:3 AS a\nFROM node:20\nCOPY --from=a /x /x", ["ruby:3", "node:20"]],
  ])("stages: %s", (_, text, images) => {
    expect(baseImages(text)).toEqual(images);
  });

  test.each([
    ["ARG V=3.13\nFROM python:$V", "python:3.13"],
    ["ARG V=3.13\nFROM python:${V}-slim", "python:3.13-slim"],
    ['ARG IMAGE="python:3"\nFROM $IMAGE', "python:3"],
    ["ARG NAME=python V=3\nFROM $NAME:$V", "python:3"],
    ["ARG V=3\nARG IMAGE=python:$V\nFROM $IMAGE", "python:3"],
    ["FROM python:${V:-3}", "python:3"],
    ["ARG V\nFROM python:${V:-3}", "python:3"],
    ["ARG V=\nFROM python:${V:-3}", "python:3"],
    ["ARG V=2\nFROM python:${V:-3}", "python:2"],
    ["ARG V=2\nFROM python:${V:+3}", "python:3"],
    ["FROM python${V:+:3}", "python"],
    ["ARG V=2\nARG V=3\nFROM python:$V", "python:3"],
  ])("ARG: %j", (text, image) => {
    expect(baseImages(text)).toEqual([image]);
  });

  test("an ARG of a stage does not reach the next FROM", () => {
    expect(baseImages("ARG V=3\nFROM ruby:$V\nARG V=2\nFROM node:$V")).toEqual(["ruby:3", "node:3"]);
  });
});

describe("finding one", () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), "dockerfile-test-"));
    await mkdir(join(dir, "rng"));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  async function put(path: string, content: string | Buffer): Promise<void> {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), content);
  }

  async function finding(names?: readonly string[]): Promise<Finding> {
    const found = await findDockerfile(dir, "rng", names).catch((error: unknown) => error);
    expect(found).toBeInstanceOf(Finding);
    return found as Finding;
  }

  test.each(["Dockerfile", "dockerfile"])("%s is one", async (name) => {
    await put(`rng/${name}`, "FROM python\n");
    expect(await findDockerfile(dir, "rng")).toEqual({ service: "rng", folder: "rng", name, text: "FROM python\n" });
  });

  test("Dockerfile comes before dockerfile, and only a name that was asked for counts", async () => {
    await put("rng/dockerfile", "FROM b");
    await put("rng/Dockerfile", "FROM a");
    await put("rng/docker/prod", "FROM c");
    expect((await findDockerfile(dir, "rng")).text).toBe("FROM a");
    expect(await findDockerfile(dir, "rng", ["docker/prod"])).toMatchObject({ name: "docker/prod", text: "FROM c" });
    expect((await finding(["other"])).message).toBe("There is no rng/other.");
  });

  test("a link inside the work is followed, one that leads out is not", async () => {
    await put("shared/Dockerfile", "FROM python");
    await symlink("../shared/Dockerfile", join(dir, "rng/Dockerfile"));
    expect((await findDockerfile(dir, "rng")).text).toBe("FROM python");
    await rm(join(dir, "rng/Dockerfile"));
    await symlink("/etc/hostname", join(dir, "rng/Dockerfile"));
    expect((await finding()).message).toBe("rng/Dockerfile is a link that leads out of your folder.");
  });

  test("no folder", async () => {
    await rm(join(dir, "rng"), { recursive: true });
    expect((await finding()).message).toBe("There is no folder rng/.");
  });

  test.each(["Dockerfile.txt", "DockerFile", "docker-file", "Dokerfile", "dockerfile.rng"])(
    "a file named %s instead is named in the finding",
    async (name) => {
      await put(`rng/${name}`, "FROM python");
      const { message, details } = await finding();
      expect(message).toBe("There is no rng/Dockerfile.");
      expect(details).toMatchObject({ actual: `a file named "${name}"`, file: "rng/Dockerfile" });
    },
  );

  test("a file with another purpose is not taken for one", async () => {
    await put("rng/rng.py", "");
    expect((await finding()).details.actual).toBe("no such file");
  });

  test.each([
    ["empty", "", /is empty/],
    ["only comments and spaces", "# FROM python\n  \n\t# more\n", /is empty/],
    ["binary", Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0]), /is not a text file/],
    ["UTF-16", Buffer.from("\ufeffFROM python", "utf16le"), /UTF-16/],
    ["UTF-16, the other way round", Buffer.from("\ufeffFROM python", "utf16le").swap16(), /UTF-16/],
    ["larger than any", "#".repeat(256 * 1024 + 1), /far too large/],
  ])("%s is a finding", async (_, content, said) => {
    await put("rng/Dockerfile", content);
    const { message, details } = await finding();
    expect(message).toMatch(said);
    expect(details.file).toBe("rng/Dockerfile");
  });

  test("a folder is none", async () => {
    await mkdir(join(dir, "rng/Dockerfile"));
    expect((await finding()).message).toBe("rng/Dockerfile is a folder, not a file.");
  });
});
