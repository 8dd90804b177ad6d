import type { Lab } from "../../core/lab.ts";
import type { Work } from "../../work/work.ts";
import { bonus } from "./bonus.ts";
import { codes } from "./codes.ts";
import { part2 } from "./compose.ts";
import { hasher } from "./hasher.ts";
import { rng } from "./rng.ts";
import { SERVICES } from "./services.ts";
import { webui } from "./webui.ts";
import { worker } from "./worker.ts";

export const lab: Lab<Work> = {
  title: "DockerCoins",
  services: SERVICES,
  given: ["rng/rng.py", "hasher/hasher.rb", "worker/worker.py", "webui/webui.js", "webui/files"],
  codes,
  parts: {
    part1: { title: "Four images", checks: [...rng, ...hasher, ...webui, ...worker] },
    part2: { title: "One compose file", checks: part2 },
    bonus: { title: "Ten workers", extra: true, honoursGivenCode: true, checks: bonus },
  },
};
