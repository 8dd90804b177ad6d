import type { Page } from "./page.ts";

/** What is refused, or ended, because one machine judges a whole class. Named like the rules, which refuse before anything runs. */
export const LIMITS = {
  "dockerfile-unreadable": {
    means: "The Dockerfile cannot be read, or two builders would read it in two ways.",
    example: "FORM python:3.13",
    look: "Each line begins with an instruction (FROM, RUN, COPY ...); a long one goes on after a backslash.",
  },
  "dockerfile-size": {
    means: "The file is far too large for a Dockerfile.",
    example: "a program that was saved under the name Dockerfile",
    look: "Look at what is in the file.",
  },
  "dockerfile-images": {
    means: "The Dockerfile uses more images than one may.",
    example: "hundreds of FROM lines",
    look: "Look at what stands after FROM and from=.",
  },
  "compose-size": {
    means: "The file is far too large for a compose file.",
    example: "data that was pasted into it",
    look: "Look at what is in the file.",
  },
  "compose-files": {
    means: "The compose file includes more files than it may.",
    example: "forty files below include",
    look: "Look at include and extends.",
  },
  "compose-depth": {
    means: "The compose file is nested far too deeply.",
    example: "a list in a list, a hundred times",
    look: "Look at the brackets and the indentation.",
  },
  "compose-aliases": {
    means: "The aliases of the compose file lead to far too much text.",
    example: "an alias for a list of aliases for lists of aliases",
    look: "Look at what begins with & and *.",
  },
  "mounts-size": {
    means: "The services mount far too much.",
    example: "a folder with packages that were installed, mounted into each service",
    look: "Look at which folders are mounted, and at those in them that are mounted once more.",
  },
  "limit-image-size": {
    means: "The image is larger than an image may be.",
    example: "RUN that writes gigabytes",
    look: "Look at what RUN and COPY leave in the image.",
  },
  "limit-build-disk": {
    means: "The build writes more than it may.",
    example: "RUN yes > /file",
    look: "Look at what each RUN writes, and whether the program needs all of it.",
  },
  "limit-build-memory": {
    means: "The build keeps more in memory than it may.",
    example: "several stages, side by side, that each compile something large",
    look: "Look at what each RUN keeps in memory, and whether the program needs all of it.",
  },
  "limit-processes": {
    means: "The container has started as many processes as it may, and does not answer.",
    example: "a script that starts itself",
    look: "Look at what the image starts: something in it starts more and more of itself.",
  },
} as const satisfies Readonly<Record<string, Page>>;
