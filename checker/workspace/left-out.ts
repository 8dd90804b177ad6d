/** Why something of a submission was not copied. Code decides by these; what is said of them stands in the sandbox's rules. */
export type Reason =
  | { readonly code: "link-outside" | "broken-link" | "special-file" | "file-count" | "total-size" | "depth" }
  | { readonly code: "file-size"; readonly bytes: number }
  | { readonly code: "unreadable"; readonly error: string; readonly isFolder: boolean };

/** Something of a submission that is not in its copy. */
export type LeftOut = Reason & {
  /** Relative to the submission, with forward slashes; of what is too many, the folder in which something is missing. */
  readonly path: string;
};

/** What is at this path, or above it, and was left out. */
export function leftOutAt<T extends LeftOut>(leftOut: readonly T[], path: string): T | undefined {
  return leftOut.find((left) => left.path === "." || path === left.path || path.startsWith(`${left.path}/`));
}

/** What lies below a folder and was left out. */
export function leftOutBelow<T extends LeftOut>(leftOut: readonly T[], folder: string): readonly T[] {
  return leftOut.filter(({ path }) => folder === "." || path.startsWith(`${folder}/`));
}

/**
 * Where a folder is copied whole, by a build or for a mount: whether what comes out is another thing without this. A link
 * that leads nowhere in a container leads nowhere in an image either, and a pipe or a socket has no content.
 */
export function isMissed({ code }: LeftOut): boolean {
  return code !== "link-outside" && code !== "broken-link" && code !== "special-file";
}
