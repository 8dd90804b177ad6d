import MarkdownIt, { type Token } from "markdown-it";

/** Blocks of one step, parsed alone. */
export interface ParsedStep {
  readonly classes: string;
  readonly tokens: readonly Token[];
}

const LISTS: Readonly<Record<string, string>> = {
  bullet_list_close: "bullet_list_open",
  ordered_list_close: "ordered_list_open",
};

/**
 * Joins the steps of a slide to one document. A list that goes on after a step is one list, whose later items appear with
 * their step; everything else that a step shows is in a block of its own.
 */
export function joinSteps(steps: readonly ParsedStep[]): Token[] {
  const joined: Token[] = [];
  for (const [index, { classes, tokens }] of steps.entries()) {
    if (index === 0) {
      joined.push(...tokens);
      continue;
    }
    const rest = continued(joined, tokens, index - 1);
    if (rest.length === 0 && tokens.length > 0) continue;
    const open = new MarkdownIt.Token("step_open", "div", 1);
    open.block = true;
    open.attrSet("class", ["fragment", classes].filter(Boolean).join(" "));
    open.attrSet("data-fragment-index", String(index - 1));
    const close = new MarkdownIt.Token("step_close", "div", -1);
    close.block = true;
    joined.push(open, ...rest, close);
  }
  return joined;
}

/** Moves the items of a list to the list that ends right before it; gives what comes after that list. */
function continued(before: Token[], tokens: readonly Token[], fragment: number): readonly Token[] {
  const [first] = tokens;
  const at = before.at(-1)?.type === "step_close" ? before.length - 2 : before.length - 1;
  const last = before[at];
  if (!first || !last || LISTS[last.type] !== first.type || last.markup !== first.markup) return tokens;
  const end = tokens.findIndex((token) => token.type === last.type && token.level === first.level);
  const items = tokens.slice(1, end);
  for (const token of items) {
    if (token.type !== "list_item_open" || token.level !== first.level + 1) continue;
    token.attrJoin("class", "fragment");
    token.attrSet("data-fragment-index", String(fragment));
  }
  before.splice(at, 0, ...items);
  return tokens.slice(end + 1);
}
