import { MOST_FILE_BYTES } from "../../../workspace/budget.ts";
import type { FolderRule } from "./rule.ts";
import { megabytes } from "./rule.ts";

export const fileSize: FolderRule = {
  id: "folder-file-size",
  why: "A class of large files fills the machine that judges.",
  instead: "files up to the limit; what programs can make or fetch does not have to be handed in",
  example: "a video",
  says: (left) =>
    `it is ${"bytes" in left ? megabytes(left.bytes) : "too many"} MB; the limit is ${megabytes(MOST_FILE_BYTES)} MB`,
};
