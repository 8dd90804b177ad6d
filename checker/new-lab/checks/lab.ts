import type { CheckContext, Lab } from "../../kit/kit.ts";
import { compose } from "./NAME/compose.ts";
import { image } from "./NAME/image.ts";

/** What students type. */
const part = "NAME";

export const lab: Lab<CheckContext> = {
  title: "TITLE",
  recognisedBy: ["app"],
  images: ["python:3.13-slim"],
  given: ["app/app.py"],
  parts: {
    [part]: { title: "An app that says hello", checks: [...image, ...compose] },
  },
};
