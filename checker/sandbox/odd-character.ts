import type { FindingDetails } from "../core/errors.ts";

/** Characters that word processors, chats and web pages put in the place of others. */
const KINDS: readonly { readonly pattern: RegExp; readonly what: string; readonly meant: string }[] = [
  {
    pattern: /[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]/u,
    what: "a blank that is not a plain space",
    meant: "a plain space",
  },
  { pattern: /[\u201c-\u201f\u00ab\u00bb]/u, what: "a typographic quote", meant: '"' },
  { pattern: /[\u2018-\u201b]/u, what: "a typographic quote", meant: "'" },
  { pattern: /(?<=^\s*)[\u2010-\u2015\u2212]/u, what: "a dash", meant: "-" },
  { pattern: /\uff1a/u, what: "a full-width colon", meant: ":" },
];

/** In a command, what stands before an option. */
const DASH = { pattern: /(?<=^|\s)[\u2010-\u2015\u2212](?=\w)/u, what: "a dash", meant: "-" };

/** The first character of a command that only looks like the one that a shell needs: a sentence about it. */
export function oddInCommand(command: string): string | undefined {
  for (const { pattern, what, meant } of [DASH, ...KINDS]) {
    const found = pattern.exec(command)?.[0];
    if (found !== undefined) return `The step contains ${what}, ${shown(found)}: a command needs ${meant} there.`;
  }
  return undefined;
}

/** The first character of a text in YAML that only looks like another one, and the line in which it stands. */
export function oddCharacter(text: string): Pick<FindingDetails, "hint" | "line"> | undefined {
  const lines = text.replace(/^\ufeff/u, "").split("\n");
  for (const [index, written] of lines.entries()) {
    const line = written.replace(/(?:^|\s)#.*$/, "");
    for (const { pattern, what, meant } of KINDS) {
      const found = pattern.exec(line)?.[0];
      if (found === undefined) continue;
      return {
        hint: `Line ${index + 1} contains ${what}, ${shown(found)}: YAML needs ${meant} there.`,
        line: index + 1,
      };
    }
  }
  return undefined;
}

function shown(character: string): string {
  const name = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
  return /\s|\u200b/u.test(character) ? name : `${character} (${name})`;
}
