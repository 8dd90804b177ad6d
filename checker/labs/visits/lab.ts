import type { CheckContext, Lab } from "../../kit/kit.ts";
import { codes } from "./codes.ts";
import { image } from "./visits/image.ts";
import { lasting } from "./visits/lasting.ts";
import { together } from "./visits/together.ts";
import { REDIS } from "./visits/visit.ts";

export const lab: Lab<CheckContext> = {
  title: "Visits",
  recognisedBy: ["app"],
  images: ["python:3.13-slim", REDIS],
  given: ["app/app.py"],
  codes,
  parts: {
    visits: { title: "A counter that survives", checks: [...image, ...together, ...lasting] },
  },
};
