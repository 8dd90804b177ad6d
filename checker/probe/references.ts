/** What is read of one file for references: pages and scripts of a lab have a few thousand characters. */
const MOST_READ = 256 * 1024;
/** Of one tag or one statement. */
const LONGEST = 2000;

const TAGS: ReadonlySet<string> = new Set(["script", "img", "link", "source"]);

/** What a page or a script loads: scripts, images, stylesheets, icons, modules. Links for people are left out. */
export function references(path: string, text: string): readonly string[] {
  const read = text.slice(0, MOST_READ);
  return path.endsWith(".js") ? modules(read) : loaded(read);
}

/** Relative modules that a script imports, line by line: such a statement begins a line, and may go on over some. */
function modules(script: string): readonly string[] {
  const found: string[] = [];
  for (let at = 0; at >= 0; at = after(script, "\n", at)) {
    const word = ["import", "export"].find((one) => script.startsWith(one, at));
    if (word === undefined) continue;
    const statement = script.slice(at + word.length, at + LONGEST);
    const name = /^[^\w"';][^"';]*["'](\.[^"']+)["']/.exec(statement) ?? /^["'](\.[^"']+)["']/.exec(statement);
    if (name?.[1] !== undefined) found.push(name[1]);
  }
  return found;
}

function loaded(page: string): readonly string[] {
  const found: string[] = [];
  for (let at = after(page, "<", 0); at >= 0; at = after(page, "<", at)) {
    const tag = page.slice(at, at + LONGEST);
    const end = tag.indexOf(">");
    const name = /^[a-z]{1,10}\b/i.exec(tag)?.[0].toLowerCase() ?? "";
    if (end < 0 || !TAGS.has(name)) continue;
    const url = /\b(?:src|href)\s{0,100}=\s{0,100}["']([^"'#]{1,2000})/i.exec(tag.slice(0, end))?.[1];
    if (url !== undefined && !url.startsWith("data:")) found.push(url);
  }
  return found;
}

/** The place behind the next `mark`; -1 when there is none. */
function after(text: string, mark: string, at: number): number {
  const found = text.indexOf(mark, at);
  return found < 0 ? -1 : found + mark.length;
}
