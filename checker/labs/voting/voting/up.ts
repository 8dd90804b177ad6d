import { composeStack, oneUp } from "../../../kit/kit.ts";
import { builtImages, pageOf } from "./images.ts";
import { BUILT, PORT } from "./services.ts";

const section = "one-compose-file";

const { valid, built } = composeStack({
  section,
  points: { valid: 3, built: 5 },
  title: "compose: vote, worker and result are built from your Dockerfiles, redis and db are there",
  why: "Three services are your own work, two come ready-made: the file says so for each.",
  built: BUILT,
  ready: ["redis", "db"],
  ports: Object.values(PORT),
  images: builtImages,
});

export const up = oneUp({ section, points: 5, built, closer: [pageOf.vote, pageOf.result] });

export const starting = [valid, built, up];
