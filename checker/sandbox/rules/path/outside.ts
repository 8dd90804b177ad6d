import type { Rule } from "../../../core/rule.ts";

/** The predicate is `isInside` of the workspace: it has to look at the files. */
export const outside: Rule = {
  id: "path-outside",
  why: "Outside of your folder are the files of the machine that judges, and the work of others.",
  instead: "a file or folder inside the folder that you hand in (links in it have to stay inside, too)",
  example: "build: ../../other",
};
