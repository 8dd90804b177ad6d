import type { FolderRule } from "./rule.ts";

export const fileSize: FolderRule = {
  id: "folder-file-size",
  why: "A class of large files fills the machine that judges.",
  instead: "files up to the limit; what programs can make or fetch does not have to be handed in",
  refuses: (reason) => /it has \d+ MB/.test(reason),
};
