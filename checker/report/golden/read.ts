import { expect } from "vitest";

export interface Tag {
  readonly name: string;
  /** The element that it is in; "" for the outermost. */
  readonly parent: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const opening = /^<([a-z][a-z0-9-]*)((?: [a-zA-Z0-9-]+(?:="[^"<>]*")?)*)>/;
const single = new Set(["meta", "input"]);

/** Reads markup more strictly than browsers and XML do: anything but plain, closed, double-quoted elements is refused. */
export function read(page: string, prologue: string): Tag[] {
  expect(page.startsWith(prologue)).toBe(true);
  const tags: Tag[] = [];
  const open: string[] = [];
  let rest = page.slice(prologue.length);
  while (rest !== "") {
    const text = /^[^<>]+/.exec(rest)?.[0];
    const tag = opening.exec(rest);
    const closed = /^<\/([a-z][a-z0-9-]*)>/.exec(rest);
    if (text !== undefined) {
      expect(text).not.toMatch(/&(?!amp;|lt;|gt;|quot;|#39;)/);
      rest = rest.slice(text.length);
    } else if (tag !== null) {
      const [whole, name = "", list = ""] = tag;
      const pairs = [...list.matchAll(/ ([a-zA-Z0-9-]+)(?:="([^"]*)")?/g)];
      const attributes = Object.fromEntries(pairs.map(([, attribute = "", value = ""]) => [attribute, value]));
      tags.push({ name, parent: open.at(-1) ?? "", attributes });
      if (name === "style") rest = rest.slice(rest.indexOf("</style>") + "</style>".length);
      else rest = rest.slice(whole.length);
      if (!single.has(name) && name !== "style") open.push(name);
    } else if (closed !== null) {
      expect(open.pop()).toBe(closed[1]);
      rest = rest.slice(closed[0].length);
    } else expect.fail(`not plain markup: ${rest.slice(0, 80)}`);
  }
  expect(open).toEqual([]);
  return tags;
}
