import type { PathRule } from "./rule.ts";

const ADDRESS =
  /^[a-z][a-z0-9+.-]+:|^[\w.-]+@[\w.-]+:|^(?:www\.)?(?:github|gitlab|bitbucket)\.\w+\/|^(?!\.{1,2}\/).*\.git(?:[#?:]|$)/i;

export const remote: PathRule = {
  id: "path-remote",
  why: "What an address sends can be another thing each time, and fetching it makes the grading machine talk to strangers.",
  instead: "a file or folder of your own, relative to the compose file",
  example: "build: https://github.com/somebody/something.git",
  refuses: (path) => ADDRESS.test(path),
};
