import type { CheckContext, Lab } from "../../kit/kit.ts";
import { bonus, NOTES } from "./bonus/bonus.ts";
import { codes } from "./codes.ts";
import { hasher } from "./part1/hasher.ts";
import { rng } from "./part1/rng.ts";
import { webui } from "./part1/webui.ts";
import { worker } from "./part1/worker.ts";
import { part2 } from "./part2/compose.ts";
import { REDIS, SERVICES } from "./support/services.ts";

export const lab: Lab<CheckContext> = {
  title: "DockerCoins",
  recognisedBy: SERVICES,
  notes: [NOTES],
  images: ["node:20-slim", "python:3.13-slim", "ruby:3.3", "ruby:3.3-slim", REDIS],
  given: ["rng/rng.py", "hasher/hasher.rb", "worker/worker.py", "webui/webui.js", "webui/files"],
  codes,
  parts: {
    part1: { title: "Four images", checks: [...rng, ...hasher, ...webui, ...worker] },
    part2: { title: "One compose file", checks: part2 },
    bonus: {
      title: "Ten workers",
      bonus: true,
      exclusive: true,
      timeoutSeconds: 20 * 60,
      honoursGivenCode: true,
      checks: bonus,
    },
  },
};
