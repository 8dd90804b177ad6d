import type { Finding } from "../core/errors.ts";
import { refusal } from "../core/rule.ts";
import type { LeftOut, Reason } from "../workspace/left-out.ts";
import { brokenLink } from "./rules/folder/broken-link.ts";
import { depth } from "./rules/folder/depth.ts";
import { fileCount } from "./rules/folder/file-count.ts";
import { fileSize } from "./rules/folder/file-size.ts";
import { linkOutside } from "./rules/folder/link-outside.ts";
import type { FolderRule } from "./rules/folder/rule.ts";
import { specialFile } from "./rules/folder/special-file.ts";
import { totalSize } from "./rules/folder/total-size.ts";
import { unreadable } from "./rules/folder/unreadable.ts";

export const FOLDER_RULES: Readonly<Record<Reason["code"], FolderRule>> = {
  "link-outside": linkOutside,
  "broken-link": brokenLink,
  "special-file": specialFile,
  "file-size": fileSize,
  "total-size": totalSize,
  "file-count": fileCount,
  depth,
  unreadable,
};

/** The finding for something of a submission that the work uses, and that was not copied. */
export function refusedFile(left: LeftOut): Finding {
  return refusal(FOLDER_RULES[left.code], sayLeftOut(left), { file: left.path });
}

/** `rng/venv/bin/python: it is a link that leads out of your folder` */
export function sayLeftOut(left: LeftOut): string {
  return `${left.path}: ${FOLDER_RULES[left.code].says(left)}`;
}

/** How many are named of those that were left out for one reason. */
const NAMED = 3;

/** Notes on what was left out and not refused, one for each reason. */
export function notesOnLeftOut(leftOut: readonly LeftOut[]): readonly string[] {
  const byCode = new Map<Reason["code"], LeftOut[]>();
  for (const left of leftOut) byCode.set(left.code, [...(byCode.get(left.code) ?? []), left]);
  return [...byCode.values()].map((all) => {
    const more = all.length > NAMED ? `, and ${all.length - NAMED} more of this kind` : "";
    return `Not copied, and not needed: ${all.slice(0, NAMED).map(sayLeftOut).join("; ")}${more}.`;
  });
}
