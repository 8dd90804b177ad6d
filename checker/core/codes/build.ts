import type { Page } from "./page.ts";

/** Dockerfiles, and what comes out when they are built. */
export const BUILD = {
  NO_DOCKERFILE: {
    means: "There is no Dockerfile where one has to be.",
    example: "a file rng/dockerfile.txt, or a folder Rng/",
    look: "Look at the names of the folder and of the file, letter by letter: Docker tells capital letters from small ones.",
  },
  NOT_A_FILE: {
    means: "Where a file is expected there is a folder, or a link that leads out of the submission.",
    example: "a folder named Dockerfile",
    look: "Look at what the name stands for in your folder.",
  },
  NOT_TEXT: {
    means: "A file that is read as text is none, or is in an encoding that Docker cannot read.",
    example: "a Dockerfile that was saved as UTF-16",
    look: "Look at the encoding with which your editor or shell saves files.",
  },
  EMPTY_FILE: {
    means: "A file has nothing in it that counts.",
    example: "a Dockerfile with comments only",
    look: "Look at whether the file was saved.",
  },
  BUILD_FAILED: {
    means: "A step of the build failed.",
    example: "RUN with a command that exits with another code than 0",
    look: "The last lines of the build say why; the first error among them is usually the cause.",
  },
  NEVER_ENDS: {
    means: "A step of the build runs something that never ends, like a server.",
    example: "RUN python app.py",
    look: "Look at what happens while the image is built, and what is meant to happen when the container runs.",
  },
  BASE_UNKNOWN: {
    means: "The FROM line names an image or a tag that does not exist.",
    example: "FROM pyton:3.13, or FROM python:3.13:slim",
    look: "Look at the FROM line, letter by letter.",
  },
  IMAGE_UNKNOWN: {
    means: "A service of the compose file names an image or a tag that does not exist.",
    example: "image: redis:99",
    look: "Compare the name, letter by letter, with the tags that the image's page lists.",
  },
  PLATFORM_UNKNOWN: {
    means: "Docker knows no such platform.",
    example: "FROM --platform=linux/amd46 python:3.13",
    look: "Look at the name of the platform, such as linux/amd64 or linux/arm64.",
  },
  FILE_MISSING: {
    means: "The Dockerfile copies something that is not in the build context.",
    example: "COPY app.py . where the file is called rng.py",
    look: "Look at the paths after COPY: they are relative to the service's folder, and .dockerignore can hide files.",
  },
  STAGE_UNKNOWN: {
    means: "The Dockerfile copies from a stage that it does not have.",
    example: "FROM maven AS build, then COPY --from=biuld /made /",
    look: "Compare the name after --from= with the names that the FROM lines give.",
  },
  STAGE_FILE_MISSING: {
    means: "The Dockerfile copies something from another stage or image, which does not have it.",
    example: "COPY --from=build app.jar / where the build stage has it in /code/target",
    look: "Paths after COPY --from= begin at the root of that stage, whatever its WORKDIR is.",
  },
  PACKAGE_UNKNOWN: {
    means: "A package manager knows no package of that name or version.",
    example: "RUN pip install flsk, or apt-get install without apt-get update before it",
    look: "Look at the name and the version of the package, and at whether the list of packages is there.",
  },
  PACKAGE_CHANGED: {
    means: "pip refuses a package that is not the one whose checksum the requirements have.",
    example: "flask==3.1.1 --hash=sha256:0123...",
    look: "Look at the checksums in the requirements, and at the versions that they belong to.",
  },
  NO_COMPILER: {
    means: "A part of a package is written in C and has to be compiled, and the image has no compiler for it.",
    example: "RUN gem install puma in ruby:3.3-slim",
    look: "Look at which variant of the base image is used, at what that one leaves out, and at what is installed before.",
  },
  COMMAND_MISSING: {
    means: "A step of the build calls a program that its base image does not have.",
    example: "RUN apk add gcc in an image that is made from Debian",
    look: "Look at which distribution the base image is made from, and at what it has.",
  },
  NPM_IN_ROOT: {
    means: "npm runs in the root folder of the image, where it cannot install.",
    example: "FROM node:20, then RUN npm install express",
    look: "Look at the folder in which npm runs: no WORKDIR comes before it.",
  },
  VERSION_OPEN: {
    means: "The FROM line does not say which version it means, so that another day builds another image.",
    example: "FROM python",
    look: "Look at which tags the image offers.",
  },
  CACHE_UNUSED: {
    means: "The code is copied before its packages are installed, so each change of the code installs them again.",
    example: "COPY . . before RUN pip install flask",
    look: "Look at the order of the instructions: what changes often comes late.",
  },
  SCRIPT_LINE_ENDINGS: {
    means: "A script has the line endings of Windows.",
    example: "a start.sh whose first line ends in a carriage return and a line feed",
    look: "Look at which line endings your editor shows for this file, and at the setting of git for them.",
  },
  IMAGE_LARGE: {
    means: "The image is far larger than it has to be.",
    example: "FROM python:3.13 where python:3.13-slim does",
    look: "Look at the flavour of the base image, and at what the COPY lines bring in.",
  },
} as const satisfies Readonly<Record<string, Page>>;
