import { expect, test } from "vitest";
import { testDeck } from "../testing.ts";
import { readDeck } from "./deck.ts";
import { closedByFewer } from "./fences.ts";
import { linesOf } from "./scanner.ts";

const closed = (text: string) => closedByFewer(linesOf("deck.md", text)).map((line) => line.text);

test("a fence that only fewer characters close is closed by them, as in remark", () => {
  expect(closed("````bash\nls\n```\n---\n# b")).toEqual(["```bash", "ls", "```", "---", "# b"]);
  expect(closed("- a\n  ~~~~~ x\n  ~~~~\nb")).toEqual(["- a", "  ~~~~ x", "  ~~~~", "b"]);
});

test("a fence that is closed as it should be, or never, stays", () => {
  for (const text of ["````\n```\nls\n```\n````\n```\nx\n```", "````\nls", "```\nls\n````", "~~~~\n```"])
    expect(closed(text).join("\n")).toBe(text);
});

test("a file that is shown in a fence is code: nothing in it is a mark, and it keeps its place in a list", () => {
  using deck = testDeck({
    "deck.yml": "title: T\nparts: [{ chapters: [a/one.md] }]\n",
    "a/one.md": "# a\n\n- b\n  ```bash\n  @@INCLUDE[x.sh]\n  ```\n\n  @@INCLUDE[no.md]\n",
    "x.sh": "* `date`\n---\n\n- c\n",
  });
  const { parts, problems } = readDeck(deck.folder, deck.folder);
  expect(problems).toEqual([]);
  const [slide] = parts[0]?.chapters[0]?.slides ?? [];
  expect(slide?.steps[0]?.lines.map(({ text, line }) => `${line}: ${text}`)).toEqual([
    "1: # a",
    "2: ",
    "3: - b",
    "4:   ```bash",
    "5:   \\* \\`date\\`",
    "5:   ---",
    "5:   ",
    "5:   - c",
    "6:   ```",
    "7: ",
    "8:   @@INCLUDE[no.md]",
  ]);
});
