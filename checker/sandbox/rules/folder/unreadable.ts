import type { FolderRule } from "./rule.ts";

export const unreadable: FolderRule = {
  id: "folder-unreadable",
  why: "What cannot be read cannot be judged, and nothing is judged on half of the work.",
  instead: "files that everybody may read, with names of a usual length",
  example: "a file without the right to be read",
  says: (left) => `it cannot be read (${"error" in left ? left.error : "?"})`,
};
