import type { Rule } from "../../../core/rule.ts";

/** For what `outside` refuses, where the path is written with a variable: that is what to look at. */
export const interpolated: Rule = {
  id: "path-interpolated",
  why: "A variable can lead out of your folder; where judging happens, variables of the machine have no value.",
  instead: "the path itself, relative to the compose file, such as ./files",
  example: `build: {context: "\${HOME}/../../other"}`,
};
