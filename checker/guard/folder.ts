import type { Finding } from "../core/errors.ts";
import { refusal } from "./rule.ts";
import { brokenLink } from "./rules/folder/broken-link.ts";
import { fileCount } from "./rules/folder/file-count.ts";
import { fileSize } from "./rules/folder/file-size.ts";
import { linkOutside } from "./rules/folder/link-outside.ts";
import type { FolderRule } from "./rules/folder/rule.ts";
import { specialFile } from "./rules/folder/special-file.ts";
import { totalSize } from "./rules/folder/total-size.ts";
import { unreadable } from "./rules/folder/unreadable.ts";

const RULES: readonly FolderRule[] = [linkOutside, brokenLink, specialFile, fileSize, totalSize, fileCount, unreadable];

/** The finding for something of a submission that was not copied, and so cannot be judged. */
export function refusedFile({ path, reason }: { readonly path: string; readonly reason: string }): Finding {
  const rule = RULES.find(({ refuses }) => refuses(reason)) ?? unreadable;
  return refusal(rule, `${path}: ${reason}`, { file: path });
}
