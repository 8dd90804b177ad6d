import { type ComposeRule, isEmpty } from "./rule.ts";

export const buildNames: ComposeRule = {
  id: "compose-build-names",
  at: ["services.*.build.tags", "services.*.build.cache_from", "services.*.build.cache_to"],
  why: "Names and caches that a build writes or reads are shared by everybody on the machine: it could replace the image of another.",
  instead: "the build without this key: Compose names the image itself",
  example: "build: {context: ., tags: [redis]}",
  allows: isEmpty,
};
