import MarkdownIt from "markdown-it";
import { describe, expect, test } from "vitest";
import { terminalText } from "./escape.ts";
import { nasty, withTexts } from "./golden/hostile.ts";
import { failed, report, result } from "./golden/make.ts";
import { runs } from "./golden/reports.ts";
import { markdown } from "./markdown.ts";

const reader = new MarkdownIt({ html: true, linkify: true });

/** The elements of the page; code is text that stands apart, and may. */
function shape(text: string): string[] {
  const tokens = reader.parse(markdown([withTexts(text)]), {}).flatMap((token) => [token, ...(token.children ?? [])]);
  return tokens.flatMap(({ type, content }) =>
    ["text", "text_special", "code_inline", "softbreak"].includes(type)
      ? []
      : type.startsWith("html")
        ? (content.match(/<\/?(?!code)[a-z][^>]*>/g) ?? [])
        : [type],
  );
}

describe("markdown", () => {
  test.each(Object.entries(runs))("%s", async (name, reports) => {
    await expect(markdown(reports)).toMatchFileSnapshot(`golden/${name}.md`);
  });

  test("whatever the text, it has the elements that it has for plain text", () => {
    for (const text of [...nasty, nasty.join(" "), "@ada #1 http://a.bb", "``` \n~~~"]) {
      expect(shape(text)).toEqual(shape(terminalText(text).replace(/[^\n]+/g, "x")));
    }
  });

  const many = (evidence: string, message = "It failed.") =>
    report(
      Array.from({ length: 30 }, (_, index) => result(`check ${index}`, 1, failed({ message, evidence }))),
      {},
    );

  test("what is too long for a comment shows less of each finding, and at last only the checks", () => {
    const line = `${"x".repeat(290)}\n`;
    const lengths = [many(line), many(line.repeat(20)), many(line.repeat(20), line.repeat(6))].map((one) => {
      const text = markdown([one]);
      expect(text.length).toBeLessThan(65_536);
      expect(text).toContain("| ✗ | check 29 | 0/1 |");
      return [text.match(/^x{290}$/gm)?.length ?? 0, text.includes("It failed."), text.includes("too long")];
    });
    expect(lengths).toEqual([
      [30, true, false],
      [90, true, false],
      [180, false, false],
    ]);
    expect(markdown([many("", line.repeat(20))])).toContain("What was found is too long to be told here.");
  });
});
