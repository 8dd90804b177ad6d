import { MOST_BYTES } from "../../../workspace/budget.ts";
import type { FolderRule } from "./rule.ts";
import { megabytes } from "./rule.ts";

export const totalSize: FolderRule = {
  id: "folder-size",
  why: "A class of large folders fills the machine that judges.",
  instead: "a folder up to the limit; what programs can make or fetch does not have to be handed in",
  example: "several copies of a database",
  says: () => `it holds more than ${megabytes(MOST_BYTES)} MB`,
};
