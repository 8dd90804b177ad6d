import type { DockerfileRule } from "./rule.ts";

const KNOWN: Readonly<Record<string, readonly string[]>> = {
  RUN: ["mount", "network", "security"],
  COPY: ["from", "chown", "chmod", "link", "parents", "exclude"],
  ADD: ["chown", "chmod", "link", "checksum", "keep-git-dir", "exclude", "unpack"],
  FROM: ["platform"],
  HEALTHCHECK: ["interval", "timeout", "start-period", "start-interval", "retries"],
};

export const flags: DockerfileRule = {
  id: "dockerfile-flag",
  why: "An option that is not known here could give the build rights of the machine that judges.",
  instead: "the instruction without this option",
  example: "RUN --device=nvidia.com/gpu=all true",
  refuses: ({ keyword, flags }) => flags.some(({ name }) => !KNOWN[keyword]?.includes(name)),
};
