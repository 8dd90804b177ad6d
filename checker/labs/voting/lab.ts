import type { Lab } from "../../core/lab.ts";
import type { Work } from "../../work/work.ts";
import { codes } from "./codes.ts";
import { images } from "./images.ts";
import { lasting } from "./lasting.ts";
import { pages } from "./pages.ts";
import { BUILT, DB, REDIS } from "./services.ts";
import { networks } from "./tiers.ts";
import { starting } from "./up.ts";
import { votes } from "./votes.ts";

export const lab: Lab<Work> = {
  title: "The voting app",
  recognisedBy: BUILT,
  images: ["node:20-slim", "python:3.13-slim", "eclipse-temurin:21-jdk", "eclipse-temurin:21-jre", REDIS, DB],
  given: [
    ...["vote/vote.py", "vote/templates", "vote/static"],
    ...["worker/Worker.java", "result/result.js", "result/public"],
  ],
  codes,
  parts: {
    voting: {
      title: "Five services in two tiers",
      checks: [...images, ...starting, ...pages, ...votes, ...networks, ...lasting],
    },
  },
};
