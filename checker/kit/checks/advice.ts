import { lstat, open } from "node:fs/promises";
import { join } from "node:path";
import type { Check } from "../../core/check.ts";
import { Finding } from "../../core/errors.ts";
import { layersCodeFirst } from "../../dockerfile/code-first.ts";
import { baseImages, type Dockerfile } from "../../dockerfile/file.ts";
import type { Image } from "../../engine/build.ts";
import type { Container } from "../../engine/container.ts";
import { imageBytes, megabytes } from "../../engine/images.ts";
import { filesOf } from "../../workspace/given.ts";
import { placeInside } from "../../workspace/inside.ts";
import { type CheckContext, check } from "../context.ts";
import { fileOf } from "../image/build-recipes.ts";

/** Seconds in which a container has to have stopped when it is asked to. */
const STOP_LIMIT = 2;
/** An image is called large when it is this many times the reference's, and at least 100 MB more. */
const LARGE = 1.5;
const LARGE_BYTES = 100e6;

/** A longer interpreter line than the kernel reads. Source: BINPRM_BUF_SIZE in linux/binfmts.h. */
const INTERPRETER_BYTES = 256;

interface Sources {
  readonly file: Check<CheckContext, Dockerfile>;
  readonly image: Check<CheckContext, Image>;
  /** A container that may be stopped. */
  readonly running?: Check<CheckContext, Container>;
}

/** What is worth knowing but costs no points. */
export function advice(
  service: string,
  { file, image, running }: Sources,
  section = service,
): readonly Check<CheckContext>[] {
  return [
    check(
      `${service}: the base image has a version`,
      {
        points: 0,
        section,
        needs: file,
        why: "A tag like latest means another image every few months: what builds today may not build next year.",
      },
      async (_, { folder, name, text }) => {
        const loose = baseImages(text).find((base) => !hasVersion(base));
        if (loose)
          throw new Finding("VERSION_OPEN", `FROM ${loose} does not say which version it means.`, {
            file: fileOf(folder, name),
          });
      },
    ),
    check(
      `${service}: what the code needs is installed before the code is copied`,
      {
        points: 0,
        section,
        needs: file,
        why: "Docker reuses layers until the first one that changes. Code changes often, so everything after it is done again.",
      },
      async (_, { folder, name, text }) => {
        const line = layersCodeFirst(text);
        if (line)
          throw new Finding(
            "CACHE_UNUSED",
            "The code is copied before its packages are installed, so each change installs them again.",
            { file: fileOf(folder, name), line },
          );
      },
    ),
    check(
      `${service}: scripts have the line endings of Linux`,
      {
        points: 0,
        section,
        needs: file,
        why: "The system reads the first line of a script to the end: a carriage return there becomes part of the program's name.",
      },
      async (work) => {
        const script = await windowsScript(work.dir, service);
        if (script)
          throw new Finding("SCRIPT_LINE_ENDINGS", "A script has the line endings of Windows.", {
            expected: "a first line that ends in a line feed alone",
            actual: "a carriage return and a line feed",
            file: script,
            line: 1,
          });
      },
    ),
    check(
      `${service}: the image is not far larger than it has to be`,
      { points: 0, section, needs: image, why: "Large images are slow to send, to store and to start." },
      async (work, { id }) => {
        const [size, right] = await Promise.all([
          imageBytes(work.session.docker, id),
          work.referenceImage(service).then((reference) => imageBytes(work.session.docker, reference.id)),
        ]);
        if (size <= right * LARGE || size <= right + LARGE_BYTES) return;
        throw new Finding("IMAGE_LARGE", `The image of ${service} is far larger than it has to be.`, {
          expected: `about ${megabytes(right)}`,
          actual: megabytes(size),
          hint: "Look at the flavour of the base image (many have a slim one), and at what the COPY lines bring in.",
        });
      },
    ),
    ...(running ? [stops(service, running, section)] : []),
  ];
}

/** A tag with the number of a version at its beginning, or the name of a release. `alpine3.20` says nothing of what is on it. */
export function hasVersion(image: string): boolean {
  if (image.includes("@")) return true;
  const tag = /:([^/]*)$/.exec(image)?.[1] ?? "latest";
  return (
    /^v?\d/.test(tag) || !/^(?:latest|lts|current|stable|testing|edge|mainline|slim|alpine|devel)(?:\W|\d|$)/.test(tag)
  );
}

function stops(service: string, running: Check<CheckContext, Container>, section: string): Check<CheckContext> {
  return check(
    `${service}: the container stops when it is asked to`,
    {
      points: 0,
      section,
      needs: running,
      why: "Docker asks with SIGTERM, waits ten seconds, then kills: that is slow, and work in progress is lost.",
    },
    async (_, container) => {
      if ((await container.stop(STOP_LIMIT)) !== undefined) return;
      throw new Finding(
        "STOPS_LATE",
        `The container of ${service} did not stop within ${STOP_LIMIT} seconds of being asked to.`,
        {
          hint: (await container.startsShell())
            ? "Look at the form of CMD: with a shell in front, the signal may reach the shell only."
            : "Look at what the program does with the signal: the first process of a container ignores it, unless it says what to do.",
        },
      );
    },
  );
}

/** The first script of a folder whose interpreter line ends as Windows ends lines; a path inside the work. */
export async function windowsScript(dir: string, service: string): Promise<string | undefined> {
  // The folder may be a link to another one inside.
  for (const file of await filesOf(dir, [(await placeInside(dir, service)) ?? service])) {
    if (!(await lstat(join(dir, file))).isFile()) continue;
    const handle = await open(join(dir, file));
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(INTERPRETER_BYTES), 0, INTERPRETER_BYTES, 0);
      if (/^#![^\n]*\r\n/.test(buffer.toString("latin1", 0, bytesRead))) return file;
    } finally {
      await handle.close();
    }
  }
  return undefined;
}
