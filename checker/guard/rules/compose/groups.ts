import { type ComposeRule, never } from "./rule.ts";

export const groups: ComposeRule = {
  id: "compose-groups",
  at: ["services.*.group_add"],
  why: "A group of the machine may own what is not the container's.",
  instead: "user: with a user that the image has",
  example: "group_add: [docker]",
  allows: never,
};
