import type { CheckContext, Lab } from "../../kit/kit.ts";
import { codes } from "./codes.ts";
import { stack } from "./fileio/stack.ts";
import { webapp } from "./fileio/webapp.ts";
import { writer } from "./fileio/writer.ts";

export const lab: Lab<CheckContext> = {
  title: "File IO",
  recognisedBy: ["writer", "webapp"],
  images: ["node:20-slim"],
  given: ["writer/writer.js", "webapp/webapp.js"],
  codes,
  parts: {
    fileio: { title: "A file through a socket", checks: [...writer, ...webapp, ...stack] },
  },
};
