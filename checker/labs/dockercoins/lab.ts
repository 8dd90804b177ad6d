import type { Lab } from "../../core/lab.ts";
import type { Work } from "../../work/work.ts";
import { bonus, NOTES } from "./bonus.ts";
import { codes } from "./codes.ts";
import { part2 } from "./compose.ts";
import { hasher } from "./hasher.ts";
import { rng } from "./rng.ts";
import { REDIS, SERVICES } from "./services.ts";
import { webui } from "./webui.ts";
import { worker } from "./worker.ts";

export const lab: Lab<Work> = {
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
