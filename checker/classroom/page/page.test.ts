import { describe, expect, test } from "vitest";
import { mapTexts } from "../../report/escape.ts";
import { nasty } from "../../report/golden/hostile.ts";
import { read } from "../../report/golden/read.ts";
import { feedbackFor } from "../feedback.ts";
import type { Gradebook } from "../gradebook.ts";
import { gradebookOf, reportOf, wrong } from "../testing.ts";
import { classPage } from "./page.ts";

const book = await gradebookOf(["Ada", "Bob", "Carl"], { "bob part1": [wrong], "carl part1": [wrong, wrong] });

/** The page's elements, read more strictly than browsers do; the script is ours and is looked at by its digest. */
function tagsOf(page: string) {
  const [before = "", rest = ""] = page.split("<script>");
  const after = rest.slice(rest.indexOf("</script>") + "</script>".length);
  return read(`${before}${after}`, "<!doctype html>\n");
}

test("a line for each student, which leads to the feedback; what went wrong by code, most students first", () => {
  const page = classPage(book);
  const rows = page.split("<tbody>")[1]?.split("<tr>").slice(1) ?? [];
  expect(rows).toHaveLength(3);
  expect(rows[1]).toContain('<a href="feedback/bob.html">Bob</a>');
  expect(rows[1]).toContain('data-value="30">30</td>');
  expect(page).toMatch(
    /<code>NO_DOCKERFILE<\/code> There is no Dockerfile\.<\/span><span class="score">2 students, −50</,
  );
});

test("the histogram counts whom there is a mark of", () => {
  const bars = [...classPage(book).matchAll(/<li><b>(\d+)<\/b>/g)].map(([, number]) => Number(number));
  expect(bars).toEqual([1, 0, 0, 0, 0, 0, 0, 1, 0, 1]);
});

describe("whatever a student is called or writes", () => {
  const mess = (text: string): Gradebook => ({
    ...mapTexts(book, (word) => (/^[a-z0-9.]+$|^\d|sha256/.test(word) ? word : text)),
    alike: [{ students: ["bob", "carl"], share: 1, files: [{ path: text, texts: [text, text] }] }],
    passedBy: [text],
  });
  const shape = (text: string) =>
    tagsOf(classPage(mess(text))).map(({ name, attributes }) => [name, ...Object.keys(attributes)]);

  test("the page has the elements that it has for plain text", () => {
    for (const text of [...nasty, nasty.join(" ")]) expect(shape(text)).toEqual(shape("x"));
  });

  test("and so has what is handed back", () => {
    for (const text of [...nasty, nasty.join(" ")]) {
      const [student] = mess(text).students;
      if (student === undefined) throw new Error("no student");
      const { html } = feedbackFor(student, mess(text), [reportOf("part1", [wrong])]);
      expect(read(html, "<!doctype html>\n").filter(({ name }) => name === "script")).toEqual([]);
    }
  });
});

test("nothing may run on the page but our own script, and nothing is loaded", () => {
  const [policy] = tagsOf(classPage(book)).filter(({ attributes }) => attributes["http-equiv"] !== undefined);
  expect(policy?.attributes.content).toMatch(
    /^default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'$/,
  );
});
