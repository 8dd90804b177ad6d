import type { FolderRule } from "./rule.ts";

export const linkOutside: FolderRule = {
  id: "folder-link-outside",
  why: "Outside of your folder are the files of the machine that judges, and the work of others.",
  instead: "the file itself, or a link to a file inside your folder",
  example: "rng/venv/bin/python, a link to /usr/bin/python3",
  says: () => "it is a link that leads out of your folder",
};
