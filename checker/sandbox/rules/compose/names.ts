import type { ComposeRule } from "./rule.ts";

const PLAIN = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/;

/** Only says no: what has a plain name is judged further. */
export const names: ComposeRule & { readonly only: true } = {
  id: "compose-names",
  at: ["services.*", "networks.*", "volumes.*", "configs.*", "secrets.*"],
  why: "Names become part of host names, image names and file names, where other characters mean something else.",
  instead: "a name of letters, digits, dashes, dots and underscores that begins with a letter or a digit",
  example: "services: {../web: {image: redis}}",
  allows: (_, { path }) => PLAIN.test(String(path[1])),
  only: true,
};
