import { type ComposeRule, never } from "./rule.ts";

export const externalLinks: ComposeRule = {
  id: "compose-external-links",
  at: ["services.*.external_links"],
  why: "It leads to containers of others.",
  instead: "the name of a service in your own file",
  example: "external_links: [registry]",
  allows: never,
};
