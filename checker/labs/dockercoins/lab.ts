import type { Lab } from "../../core/lab.ts";
import type { Work } from "../../work/work.ts";
import { hasher } from "./hasher.ts";
import { rng } from "./rng.ts";
import { SERVICES } from "./services.ts";
import { webui } from "./webui.ts";
import { worker } from "./worker.ts";

export const lab: Lab<Work> = {
  title: "DockerCoins",
  services: SERVICES,
  given: ["rng/rng.py", "hasher/hasher.rb", "worker/worker.py", "webui/webui.js", "webui/files"],
  parts: {
    part1: { title: "Four images", checks: [...rng, ...hasher, ...webui, ...worker] },
  },
};
