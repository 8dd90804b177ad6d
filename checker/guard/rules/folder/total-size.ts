import type { FolderRule } from "./rule.ts";

export const totalSize: FolderRule = {
  id: "folder-size",
  why: "A class of large folders fills the machine that judges.",
  instead: "a folder up to the limit; what programs can make or fetch does not have to be handed in",
  refuses: (reason) => /more than \d+ MB/.test(reason),
};
