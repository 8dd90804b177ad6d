import { describe, expect, test } from "vitest";
import { cpuSeconds } from "../core/testing.ts";
import { htmlText, mapTexts, terminalText } from "./escape.ts";

describe("terminalText", () => {
  test.each([
    ["plain text stays", "rng: ok\n\tindented", "rng: ok\n\tindented"],
    ["other scripts stay", "žluťoučký 漢字 שלום ελληνικά", "žluťoučký 漢字 שלום ελληνικά"],
    ["emoji stay whole", "👩‍👩‍👧 ❤️", "👩‍👩‍👧 ❤️"],
    ["joiners of Indic and Persian stay", "می‌خواهم", "می‌خواهم"],
    ["colours go", "\u001b[1;31mred\u001b[0m", "red"],
    ["erasing and moving go", "a\u001b[2J\u001b[1;1H\u001b[?25lb", "ab"],
    ["C1 CSI goes", "a\u009b2Jb", "ab"],
    ["titles go", "a\u001b]0;owned\u0007b", "ab"],
    ["links lose their address", "\u001b]8;;http://a.test\u001b\\text\u001b]8;;\u001b\\", "text"],
    ["the clipboard is not written", "a\u001b]52;c;cm0=\u0007b\u009d52;c;cm0=\u009cc", "abc"],
    ["DCS, SOS, PM and APC go", "\u001bPq\u001b\\\u001bXq\u001b\\\u001b^q\u001b\\\u001b_q\u001b\\\u0090q\u009cz", "z"],
    ["an unfinished sequence is visible", "a\u001b[12", "a␛[12"],
    ["an unfinished string hides nothing", "a\u001b]52;c;xx\nb", "a␛]52;c;xx\nb"],
    ["a sequence inside a sequence does not come back", "\u001b\u001b[m[31mx", "␛[31mx"],
    ["a string inside a string does not come back", "\u001b\u001b]0;\u0007]0;x\u0007y", "␛]0;x␇y"],
    ["two-character sequences are visible", "\u001bc\u001b7", "␛c␛7"],
    ["C0 and DEL are visible", "a\u0000\u0007\b\u000b\u000c\u007f", "a␀␇␈␋␌␡"],
    ["C1 is visible", "\u0080\u0084\u008d", "\\x80\\x84\\x8d"],
    ["carriage returns cannot overwrite", "one\r\ntwo\rthree", "one\ntwo\nthree"],
    ["odd line ends are line ends", "a\u0085b\u2028c\u2029d", "a\nb\nc\nd"],
    [
      "bidi overrides are visible",
      "\u202egnp\u202c\u2066x\u2069\u200f",
      "<U+202E>gnp<U+202C><U+2066>x<U+2069><U+200F>",
    ],
    ["invisible characters are visible", "a\u200bb\ufeff\u{e0041}", "a<U+200B>b<U+FEFF><U+E0041>"],
    ["what no text may hold is visible", "a\ufffeb\uffff", "a<U+FFFE>b<U+FFFF>"],
    ["lone surrogates are replaced", "\ud800a\udc00", "\ufffda\ufffd"],
    ["pairs are not", "\ud83d\ude00", "😀"],
    ["piles of marks are cut", `Z${"\u0301".repeat(50)}`, `Z${"\u0301".repeat(4)}`],
  ])("%s", (_, text, expected) => expect(terminalText(text)).toBe(expected));

  test("a long line is cut and says so; the others stay", () => {
    expect(terminalText(`ok\n${"x".repeat(25)}\nok`, 20)).toBe(`ok\n${"x".repeat(20)} … (5 more characters)\nok`);
    expect(terminalText("x".repeat(21), 20)).toBe(`${"x".repeat(20)} … (1 more character)`);
    expect(terminalText("x".repeat(20), 20)).toBe("x".repeat(20));
  });

  test("a cut never halves a character", () => {
    expect(terminalText("😀".repeat(12), 10)).toBe(`${"😀".repeat(10)} … (2 more characters)`);
    expect(terminalText("😀".repeat(10), 10)).toBe("😀".repeat(10));
  });

  test("every single code unit, alone and after ESC, leaves no control or format character", () => {
    const left = /(?![\n\t])\p{Control}|(?![\u200c\u200d])\p{Format}|\p{Surrogate}/u;
    for (let code = 0; code < 0x10000; code += 1) {
      const character = String.fromCharCode(code);
      const text = terminalText(`a${character}b\u001b${character}c\u009b${character}`);
      if (left.test(text)) expect.fail(`U+${code.toString(16)} gave ${JSON.stringify(text)}`);
    }
  });

  test.each(["\u001b[", "\u001b]", "\u009d", "\u009b1;", "\u001bP\u009c", "\u0301", "\r", "\ud800", "x", "\u202e"])(
    "two million characters of %j take no time",
    (piece) => {
      const text = piece.repeat(2_000_000 / piece.length);
      expect(cpuSeconds(() => terminalText(text))).toBeLessThan(5);
    },
  );
});

describe("htmlText", () => {
  test.each([
    ["<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"],
    [`" onload='x'`, "&quot; onload=&#39;x&#39;"],
    ["&lt;", "&amp;lt;"],
    ["\u001b[31mred\u0000\u202e", "red␀&lt;U+202E&gt;"],
    ["]]> <!-- -->", "]]&gt; &lt;!-- --&gt;"],
  ])("%j", (text, expected) => expect(htmlText(text)).toBe(expected));
});

test("mapTexts reaches every text and leaves everything else alone", () => {
  const value = { a: "x", b: [1, "y", { c: "z", d: undefined }], e: true, f: null };
  expect(mapTexts(value, (text) => text.toUpperCase())).toEqual({
    a: "X",
    b: [1, "Y", { c: "Z", d: undefined }],
    e: true,
    f: null,
  });
});
