import { isJunk } from "../junk.ts";

const MOST_DEPTH = 100;
/** Bytes of one name: more than that no common file system takes. */
const MOST_NAME = 255;

/** Where an entry of an archive goes, why it is left out, or undefined for what nobody misses. */
export type Place = { readonly path: string } | { readonly leftOut: string } | undefined;

/**
 * The path of an archive's entry, with forward slashes and in one form of Unicode. An entry that would leave the folder that it is
 * unpacked to, or that could not be written everywhere, is left out.
 */
export function placeOf(name: string): Place {
  const path = name.normalize("NFC").replaceAll("\\", "/");
  if (path.startsWith("/") || /^[a-z]:/i.test(path)) return { leftOut: "its path begins at the root of a disk" };
  const names = path.split("/").filter((part) => part !== "" && part !== ".");
  if (names.includes("..")) return { leftOut: "its path leads out of the archive" };
  if (/\p{Control}|\p{Surrogate}/u.test(path)) return { leftOut: "its name holds control characters" };
  if (names.length > MOST_DEPTH) return { leftOut: `it lies more than ${MOST_DEPTH} folders deep` };
  if (names.some((part) => Buffer.byteLength(part) > MOST_NAME)) return { leftOut: "its name is too long" };
  if (names.length === 0 || names.some(isJunk)) return undefined;
  return { path: names.join("/") };
}
