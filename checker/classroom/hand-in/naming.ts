/** What the name of a hand-in says about who handed it in. */
export interface Named {
  /** How people call the hand-in: a student's or a group's name, a login. */
  readonly label: string;
  /** The number under which the learning platform knows the student (Canvas) or the hand-in (Moodle). */
  readonly number?: string;
  readonly late: boolean;
}

/** `Ada Lovelace_4711_assignsubmission_file_work.zip`: Moodle, mod/assign/locallib.php; the number is of the participant. */
const MOODLE = /^(.+)_(\d+)_assignsubmission_[a-z]+(?:_|$)/;
/** `lovelaceada_LATE_4711_12_work.zip`: Canvas, lib/content_zipper.rb; the number is of the user, then of the file. */
const CANVAS = /^([^_]+)_(LATE_)?(\d+)_(\d+)_(.+)$/;

/** `prefix` is what stands before each name in a folder of clones. */
export function nameOf(entry: string, prefix = ""): Named {
  const bare = entry.replace(/\.(zip|tar|tgz|tar\.gz)$/i, "");
  const moodle = MOODLE.exec(entry);
  if (moodle) return { label: moodle[1] ?? bare, number: moodle[2] ?? "", late: false };
  const canvas = CANVAS.exec(entry);
  if (canvas) return { label: canvas[1] ?? bare, number: canvas[3] ?? "", late: canvas[2] !== undefined };
  return { label: bare.startsWith(prefix) ? bare.slice(prefix.length) : bare, late: false };
}

export function isFromPlatform(entry: string): boolean {
  return MOODLE.test(entry) || CANVAS.test(entry);
}

/**
 * GitHub Classroom clones into `ASSIGNMENT-submissions/ASSIGNMENT-LOGIN`: what stands before each login, or nothing where this is no such
 * folder.
 */
export function classroomPrefix(folder: string, entries: readonly string[]): string {
  const [, assignment] = /^(.+)-submissions$/.exec(folder) ?? [];
  const prefix = assignment === undefined ? "" : `${assignment}-`;
  return entries.length > 0 && entries.every((name) => name.startsWith(prefix) && name !== prefix) ? prefix : "";
}

/** A name that any file system and any address takes; other names may give the same. */
export function slugOf(label: string): string {
  const plain = label.normalize("NFKD").replace(/\p{Mark}/gu, "");
  const slug = plain
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return slug.slice(0, 60).replace(/-$/, "");
}
