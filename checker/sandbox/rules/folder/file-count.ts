import { MOST_FILES } from "../../../workspace/budget.ts";
import type { FolderRule } from "./rule.ts";

export const fileCount: FolderRule = {
  id: "folder-count",
  why: "A class of folders with so many files fills the machine that judges.",
  instead: "a folder up to the limit; installed packages do not have to be handed in",
  example: "a folder with all packages that npm has installed",
  says: () => `it holds more than ${MOST_FILES} files and folders`,
};
