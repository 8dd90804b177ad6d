/** True when a path fits a pattern as COPY and .dockerignore write it: `*`, `?`, `[a-z]` within a name, `**` for any folders. */
export function fits(pattern: string, path: string): boolean {
  return wild(
    pattern.split("/"),
    path.split("/"),
    (segment) => segment === "**",
    (segment, name) => nameFits(segment, name),
  );
}

/** True when the path, or a folder above it, fits. */
export function fitsAtOrAbove(pattern: string, path: string): boolean {
  const names = path.split("/");
  return names.some((_, index) => fits(pattern, names.slice(0, index + 1).join("/")));
}

function nameFits(pattern: string, name: string): boolean {
  // One of a set, a character after a backslash, or any other.
  const tokens = pattern.match(/\[[^\]]{0,300}\]|\\?[\s\S]/g) ?? [];
  return wild(
    tokens,
    [...name],
    (token) => token === "*" || token === "**",
    (token, character) => tokenFits(token, character),
  );
}

function tokenFits(token: string, character: string): boolean {
  if (token === "?") return true;
  if (!token.startsWith("[") || token.length < 3) return token.replace(/^\\/, "") === character;
  const [, not = "", set = ""] = /^\[(\^?)([\s\S]*)\]$/.exec(token) ?? [];
  const listed = (set.match(/[\s\S]-[\s\S]|[\s\S]/g) ?? []).some((part) =>
    part.length === 3 ? part.charAt(0) <= character && character <= part.charAt(2) : part === character,
  );
  return listed !== (not !== "");
}

/** Only the last star is ever tried again: the time is at most the product of both lengths, whatever a stranger writes. */
function wild<P, T>(
  pattern: readonly P[],
  text: readonly T[],
  isStar: (part: P) => boolean,
  one: (part: P, item: T) => boolean,
): boolean {
  let [at, seen, star, from] = [0, 0, -1, 0];
  while (seen < text.length) {
    const part = pattern[at];
    if (part !== undefined && isStar(part)) {
      star = at++;
      from = seen;
    } else if (part !== undefined && one(part, text[seen] as T)) {
      at += 1;
      seen += 1;
    } else if (star >= 0) {
      at = star + 1;
      seen = ++from;
    } else return false;
  }
  return pattern.slice(at).every(isStar);
}
