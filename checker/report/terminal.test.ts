import { describe, expect, test } from "vitest";
import { hostile } from "./golden/hostile.ts";
import { allPassed, bonus, failures, ourErrors, runs } from "./golden/reports.ts";
import { columnsOf } from "./layout.ts";
import { summary } from "./summary.ts";
import { terminal } from "./terminal.ts";

const plain = { colour: false, width: 80 };

describe("terminal", () => {
  test.each(Object.entries(runs))("%s", async (name, reports) => {
    await expect(terminal(reports, plain)).toMatchFileSnapshot(`golden/${name}.txt`);
  });

  test.each([0, 40, 57, 80, 100])("no line is longer than %s columns allow", (width) => {
    for (const reports of Object.values(runs)) {
      const lines = terminal(reports, { colour: false, width }).split("\n");
      for (const line of lines) expect(columnsOf(line), line).toBeLessThanOrEqual(Math.max(40, width));
    }
  });

  test("prints no control character but the line's end", () => {
    for (const reports of Object.values(runs)) expect(terminal(reports, plain)).not.toMatch(/(?!\n)\p{Control}/u);
  });

  test("with colour it prints colours and nothing else that a terminal obeys", () => {
    for (const reports of [[hostile], [failures]]) {
      const coloured = terminal(reports, { colour: true, width: 80 });
      expect(coloured).toContain("\u001b[31m✗\u001b[39m");
      expect(coloured.replace(/\p{Control}\[[0-9]{1,2}m/gu, "")).toBe(terminal(reports, plain));
    }
  });

  test("a check without points that holds up others is not mere advice", () => {
    const results = failures.results.map((result) =>
      result.title === "hasher: the image builds" ? { ...result, points: 0 } : result,
    );
    const [problems, advice] = terminal([{ ...failures, results }], plain).split("Advice (no points)");
    expect(problems).toContain("The build stopped");
    expect(advice).not.toContain("The build stopped");
  });
});

describe("summary", () => {
  test("golden", async () => {
    const text = summary([failures, { ...ourErrors, part: "part2", title: "One compose file" }, bonus], plain);
    await expect(text).toMatchFileSnapshot("golden/summary-adds-up-the-parts.txt");
  });

  test("no parts is a mistake", () => {
    expect(() => summary([], plain)).toThrow();
  });

  test("hostile text does nothing", () => {
    expect(summary([hostile, allPassed], plain)).not.toMatch(/(?!\n)\p{Control}/u);
  });
});
