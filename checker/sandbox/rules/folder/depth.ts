import { MOST_DEPTH } from "../../../workspace/budget.ts";
import type { FolderRule } from "./rule.ts";

export const depth: FolderRule = {
  id: "folder-depth",
  why: "Folders that are nested without end keep whoever walks through them busy without end.",
  instead: "fewer folders within folders",
  example: "a folder in a folder, hundreds of times",
  says: () => `it is more than ${MOST_DEPTH} folders deep`,
};
