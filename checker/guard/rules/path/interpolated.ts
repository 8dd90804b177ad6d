import type { PathRule } from "./rule.ts";

export const interpolated: PathRule = {
  id: "path-interpolated",
  why: "Where a path with a variable leads is known only after Compose has followed it, and that may be out of your folder.",
  instead: "the path itself, relative to the compose file, such as ./files",
  refuses: (path) => path.includes("$"),
};
