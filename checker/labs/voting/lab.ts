import type { CheckContext, Lab } from "../../kit/kit.ts";
import { codes } from "./codes.ts";
import { images } from "./voting/images.ts";
import { lasting } from "./voting/lasting.ts";
import { pages } from "./voting/pages.ts";
import { BUILT, DB, REDIS } from "./voting/services.ts";
import { networks } from "./voting/tiers.ts";
import { starting } from "./voting/up.ts";
import { votes } from "./voting/votes.ts";

export const lab: Lab<CheckContext> = {
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
