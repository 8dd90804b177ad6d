import type { Lab } from "../../core/lab.ts";
import type { Work } from "../../work/work.ts";
import { codes } from "./codes.ts";
import { image } from "./image.ts";
import { lasting } from "./lasting.ts";
import { together } from "./together.ts";
import { REDIS } from "./visit.ts";

export const lab: Lab<Work> = {
  title: "Visits",
  recognisedBy: ["app"],
  images: ["python:3.13-slim", REDIS],
  given: ["app/app.py"],
  codes,
  parts: {
    visits: { title: "A counter that survives", checks: [...image, ...together, ...lasting] },
  },
};
