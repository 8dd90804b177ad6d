/** Words after which a slash begins a pattern; after any other word, and after a closing bracket, it divides. */
const BEFORE = /(?:^|[=(,:[!&|?{};+~^<>%*-]|\b(?:return|typeof|case|of|in|await|throw|void|yield))$/;

/** The regular expression literals of a source text, as `[source, flags]`: found by a scanner, without a compiler. */
export function patternsIn(text: string): readonly (readonly [string, string])[] {
  const found: (readonly [string, string])[] = [];
  /** Depth of braces at which an open template goes on. */
  const templates: number[] = [];
  let depth = 0;
  let before = "";
  for (let at = 0; at < text.length; ) {
    const character = text[at] ?? "";
    if (text.startsWith("//", at)) at = endOf(text, "\n", at);
    else if (text.startsWith("/*", at)) at = endOf(text, "*/", at + 2);
    else if (character === '"' || character === "'") {
      at = endOfQuoted(text, character, at);
      before = "0";
    } else if (character === "`" || (character === "}" && templates.at(-1) === depth)) {
      if (character === "}") templates.pop();
      at = endOfTemplate(text, at + 1);
      const opens = text.startsWith("${", at - 2);
      if (opens) templates.push(depth);
      before = opens ? "(" : "0";
    } else if (character === "/" && BEFORE.test(before)) {
      const [, source = "", flags = ""] = literalAt(text, at);
      found.push([source, flags]);
      at += source.length + flags.length + 2;
      before = "0";
    } else {
      if (character === "{") depth++;
      if (character === "}") depth--;
      if (/\S/.test(character)) before = (/\s/.test(text[at - 1] ?? "") ? " " : before.slice(-10)) + character;
      at++;
    }
  }
  return found;
}

function literalAt(text: string, at: number): RegExpExecArray | [] {
  const literal = /\/((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+)\/([a-z]*)/y;
  literal.lastIndex = at;
  const found = literal.exec(text);
  if (found === null) throw new Error(`no pattern: ${text.slice(at, at + 60)}`);
  return found;
}

function endOf(text: string, mark: string, at: number): number {
  const end = text.indexOf(mark, at);
  return end < 0 ? text.length : end + mark.length;
}

function endOfQuoted(text: string, quote: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === quote) return at + 1;
  }
  return text.length;
}

/** Behind the closing backtick, or behind the `${` that opens an expression. */
function endOfTemplate(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === "`") return at + 1;
    else if (text.startsWith("${", at)) return at + 2;
  }
  return text.length;
}
