/** Longer lines are cut, with a mark that says how much is missing. In code points. */
const longestLine = 1000;

/** CSI: colours, cursor, erasing. By ESC [ or by the one-character C1 form. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const controlSequence = /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]/g;
/** OSC, DCS, SOS, PM, APC: titles, links, the clipboard. Their payload goes with them, to the terminator. */
const controlString =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
  /(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\n\u0007\u001b\u0080-\u009f]*(?:\u0007|\u009c|\u001b\\)/g;
const lineBreak = /\r\n?|[\u0085\u2028\u2029]/g;
const loneSurrogate = /\p{Surrogate}/gu;
const control = /(?![\n\t])\p{Control}/gu;
/** Bidi overrides, invisible spaces, tags, what XML forbids. The two joiners stay: several scripts and emoji need them. */
const format = /(?![\u200c\u200d])[\p{Format}\ufffe\uffff]/gu;
/** Marks piled up on one character grow out of their line. */
const pile = /(\p{Mark}{4})\p{Mark}+/gu;

/**
 * Makes text from anywhere safe to print: what a terminal would obey is taken out or made visible, so that the result
 * holds no control character but newline and tab. A lone carriage return starts a new line: nothing can be overwritten.
 */
export function terminalText(text: string, limit: number = longestLine): string {
  const visible = text
    .replace(loneSurrogate, "\ufffd")
    .replace(controlString, "")
    .replace(controlSequence, "")
    .replace(lineBreak, "\n")
    .replace(control, (character) => picture(character.charCodeAt(0)))
    .replace(format, (character) => `<U+${hex(character.codePointAt(0) ?? 0)}>`)
    .replace(pile, "$1");
  if (visible.length <= limit) return visible;
  return visible
    .split("\n")
    .map((line) => cutLine(line, limit))
    .join("\n");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Safe as HTML text and inside a quoted attribute, and as visible as it would be in a terminal. Nothing is cut. */
export function htmlText(text: string): string {
  return terminalText(text, Number.POSITIVE_INFINITY).replace(/[&<>"']/g, (character) => entities[character] ?? "");
}

/** The same value with every text in it made over, so that no renderer can forget one. */
export function mapTexts<T>(value: T, change: (text: string) => string): T {
  return mapped(value, change) as T;
}

function mapped(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item) => mapped(item, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapped(item, change)]));
}

/** Unicode has pictures for C0 and DEL; C1 is shown as it would be typed. */
function picture(code: number): string {
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "\u2421" : `\\x${code.toString(16)}`;
}

function hex(code: number): string {
  return code.toString(16).toUpperCase().padStart(4, "0");
}

function cutLine(line: string, limit: number): string {
  if (line.length <= limit) return line;
  const characters = Array.from(line);
  const missing = characters.length - limit;
  if (missing <= 0) return line;
  return `${characters.slice(0, limit).join("")} … (${missing} more character${missing === 1 ? "" : "s"})`;
}
