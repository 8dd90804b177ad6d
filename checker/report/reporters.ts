import type { Report } from "../core/report.ts";
import type { Look } from "./pen.ts";

/** Writes all reports of a run as one text. Only what is for a terminal looks at colour and width. */
export type Reporter = (reports: readonly Report[], look: Look) => string | Promise<string>;

/** Every format by its name; each is loaded when somebody asks for it. */
export const reporters: Readonly<Record<string, Reporter>> = {
  terminal: async (reports, look) => (await import("./terminal.ts")).terminal(reports, look),
  json: async (reports) => (await import("./json.ts")).json(reports),
  html: async (reports) => (await import("./html.ts")).html(reports),
  junit: async (reports) => (await import("./junit.ts")).junit(reports),
  markdown: async (reports) => (await import("./markdown.ts")).markdown(reports),
  github: async (reports) => (await import("./github.ts")).github(reports),
  ctrf: async (reports) => (await import("./ctrf.ts")).ctrf(reports),
  sarif: async (reports) => (await import("./sarif.ts")).sarif(reports),
  gradescope: async (reports) => (await import("./gradescope.ts")).gradescope(reports),
  classroom: async (reports) => (await import("./classroom.ts")).classroom(reports),
};
