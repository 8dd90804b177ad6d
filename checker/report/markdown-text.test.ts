import fc from "fast-check";
import MarkdownIt from "markdown-it";
import { describe, expect, test } from "vitest";
import { cpuSeconds } from "../core/testing.ts";
import { terminalText } from "./escape.ts";
import { oneLine } from "./layout.ts";
import { block, code, inline, inlineHtml, list, prose, table } from "./markdown-text.ts";

/** As generous as any: HTML is HTML, and addresses are links (not every `bonus.md`, which may be one in Moldova). */
const reader = new MarkdownIt({ html: true, linkify: true });
reader.linkify.set({ fuzzyLink: false });

/** What it is made of. */
function typesOf(markdown: string): string[] {
  return reader.parse(markdown, {}).flatMap((token) => (token.children ?? [token]).map(({ type }) => type));
}

const plain = ["paragraph_open", "paragraph_close", "text", "text_special", "code_inline", "softbreak"];

const bits = fc.oneof(
  fc.constantFrom(
    ..."` `` \\ * ** _ __ [ ] ( ) < > & | ~~ $ @ # : ! = - + . <b> </b> <!-- --> &lt; &#64; @ada a@b.cc #1 GH-1 x/y#2".split(
      " ",
    ),
    ..."http://a.bb/c?d=(e) https://é= www.a.bb ftp://x :smile: :-: --- === ###### 1. 12) - + > ![x](y) [a]: [^1] a B9 é".split(
      " ",
    ),
  ),
  fc.constantFrom(" ", "  "),
  fc.string({ unit: "grapheme" }),
);
const texts = fc.array(bits, { maxLength: 9 }).map((pieces) => terminalText(pieces.join("")));

describe("inline", () => {
  test.each([
    ["rng: GET /32 sends 32 bytes, in 0.4 s (95% sure) - really!", undefined],
    ["127.0.0.1:80 and redis:7-alpine", undefined],
    ["1. no list", "1\\. no list"],
    ["# no heading", "\\# no heading"],
    ["--- ", "\\---"],
    ["snake_case _is_ **plain** `text`", "snake_case \\_is\\_ \\*\\*plain\\*\\* \\`text\\`"],
    ["<b> & [a](b) ![c](d) a|b ~~e~~", "\\<b\\> \\& \\[a\\](b) !\\[c\\](d) a\\|b \\~\\~e\\~\\~"],
    ["ask @ada/team, see #12 or a/b#3 or GH-4", "ask `@ada/team`, see `#12` or `a/b#3` or `GH-4`"],
    ["at http://localhost:8000/, www.a.bb.", "at `http://localhost:8000/`, `www.a.bb`."],
    ["mail a.b@c.dd :smile: $HOME $x$ 8000:80:tcp", "mail `a.b@c.dd` `:smile:` `$HOME` `$x$` 8000:80:tcp"],
  ])("%s", (text, expected) => expect(inline(text)).toBe(expected ?? text));

  test("whatever the text, it is the text and nothing else", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(plain).toEqual(expect.arrayContaining(typesOf(inline(text))));
        expect(reader.renderInline(inline(text)).replace(/<\/?code>/g, "")).toBe(
          reader.utils.escapeHtml(oneLine(text)),
        );
      }),
      { numRuns: 2000 },
    );
  });

  test("as a paragraph, in a cell, in a list", () => {
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        expect(plain).toEqual(expect.arrayContaining(typesOf(prose(`${one}\n${other}`))));
        const cells = reader.parse(
          table(
            [
              ["", "left"],
              ["", "right"],
            ],
            [[inline(one), inline(other)]],
          ),
          {},
        );
        expect(cells.filter(({ type }) => type === "td_open")).toHaveLength(2);
        const items = reader.parse(
          list([
            ["A", `${one}\n${other}`],
            ["B", other],
          ]),
          {},
        );
        expect(items.filter(({ type }) => type === "list_item_open")).toHaveLength(2);
        expect(items.filter(({ type }) => type === "html_block")).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test.each(["a", "a@", "@", "#", "www.", "http://", ":a", "$", "_", "a.b/"])("300 of %j take no time", (piece) => {
    expect(cpuSeconds(() => inline(piece.repeat(300)))).toBeLessThan(0.5);
  });
});

test("in HTML, too, nothing is live", () => {
  expect(inlineHtml("<b> @ada's 'x'#1 &#64;")).toBe(
    "&lt;b&gt; <code>@ada</code>&#39;s &#39;x&#39;<code>#1</code> &amp;<code>#64</code>;",
  );
});

test("code and blocks end where they end", () => {
  fc.assert(
    fc.property(texts, (text) => {
      fc.pre(oneLine(text) !== "");
      const [only, ...more] = reader.parseInline(code(text), {})[0]?.children ?? [];
      expect(more).toEqual([]);
      expect(only).toMatchObject({ type: "code_inline", content: oneLine(text) });
      const lines = ["a", text.replace(/\s+$/gm, ""), "```", "b"];
      const [fence, ...rest] = reader.parse(block(lines), {});
      expect(rest).toEqual([]);
      expect(fence).toMatchObject({ type: "fence", content: `${lines.join("\n")}\n` });
    }),
    { numRuns: 1000 },
  );
});
