import type { PathRule } from "./rule.ts";

export const absolute: PathRule = {
  id: "path-absolute",
  why: "It names a place of the machine that judges, with everybody's work on it, and nothing that you hand in.",
  instead: "a path relative to the compose file, such as ./files",
  example: 'volumes: ["/etc:/host"]',
  refuses: (path) => /^(?:[/\\~]|[A-Za-z]:(?:[\\/]|$))/.test(path),
};
