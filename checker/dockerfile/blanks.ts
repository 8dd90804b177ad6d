/**
 * What the builder takes for a blank: Go's unicode.IsSpace. JavaScript's `\s` has U+FEFF as well and lacks U+0085: a reader
 * that uses it splits words elsewhere than the builder does.
 */
const BLANKS = "\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000";
const IS_BLANK = new RegExp(`^[${BLANKS}]$`);
/** Those that are neither a plain space nor a tab, as people bring them in from a text processor; and the mark of Windows. */
const INVISIBLE = /[\v\f\u0085\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]/;

export function isBlank(character: string): boolean {
  return IS_BLANK.test(character);
}

export function trimmedLeft(text: string): string {
  let start = 0;
  while (start < text.length && isBlank(text[start] ?? "")) start++;
  return text.slice(start);
}

export function trimmed(text: string): string {
  let end = text.length;
  while (end > 0 && isBlank(text[end - 1] ?? "")) end--;
  return trimmedLeft(text.slice(0, end));
}

/** Splits at runs of the blanks that separate words: Go's `[\t\v\f\r ]+`. */
export function splitAtBlanks(text: string): readonly string[] {
  return text.split(/[\t\v\f\r ]+/);
}

/** The first character that looks like a space or like nothing, and is neither a plain space nor a tab: "U+00A0". */
export function invisible(text: string): string | undefined {
  const found = INVISIBLE.exec(text)?.[0].codePointAt(0);
  return found === undefined ? undefined : `U+${found.toString(16).toUpperCase().padStart(4, "0")}`;
}
