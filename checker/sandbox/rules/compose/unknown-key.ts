import type { Rule } from "../../../core/rule.ts";

/** For every key that neither a rule nor the list of harmless keys knows. */
export const unknownKey: Rule = {
  id: "compose-unknown-key",
  why: "It is not known to be harmless on a machine that judges a whole class, and no part of the lab needs it.",
  instead: "the same without this key",
  example: "key_of_a_newer_compose: true",
};
