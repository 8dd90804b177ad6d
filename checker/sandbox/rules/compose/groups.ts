import { type ComposeRule, list } from "./rule.ts";

/** Groups below are those of a system. Source: "The system user and group classes" of the Debian Policy Manual. */
const FIRST_OF_PEOPLE = 1000;

export const groups: ComposeRule = {
  id: "compose-groups",
  at: ["services.*.group_add"],
  why: "A group of the machine may own what is not the container's.",
  instead: "user: with a user that the image has",
  example: "group_add: [docker]",
  allows: (value) => list(value).every((group) => Number(group) >= FIRST_OF_PEOPLE),
};
