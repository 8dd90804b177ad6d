import { describe, expect, test } from "vitest";
import { github, withoutCommands } from "./github.ts";
import { hostile, nasty, withTexts } from "./golden/hostile.ts";
import { failures, manyFailures, runs } from "./golden/reports.ts";
import { terminal } from "./terminal.ts";

interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** As ActionCommand.TryParseV2 of actions/runner reads a line. */
function parse(line: string): Command | undefined {
  const [, info, message = ""] = /^\s*::([\s\S]*?)::([\s\S]*)$/.exec(line) ?? [];
  if (info === undefined) return undefined;
  const [name = "", ...rest] = info.split(" ");
  const pairs = rest.join(" ").split(",");
  const properties = Object.fromEntries(
    pairs.map((pair) => {
      const [key = "", ...value] = pair.split("=");
      return [key, lineBreaks(value.join("=")).replaceAll("%3A", ":").replaceAll("%2C", ",").replaceAll("%25", "%")];
    }),
  );
  return { name, properties, message: lineBreaks(message).replaceAll("%25", "%") };
}

function lineBreaks(text: string): string {
  return text.replaceAll("%0D", "\r").replaceAll("%0A", "\n");
}

function commands(text: string): Command[] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => parse(line) ?? expect.fail(`no command: ${line}`));
}

describe("github", () => {
  const many = { "many-failures-are-no-more-than-github-shows": [manyFailures] };

  test.each(Object.entries({ ...runs, ...many }))("%s", async (name, reports) => {
    await expect(github(reports)).toMatchFileSnapshot(`golden/${name}.github.txt`);
  });

  test("what is wrong stands at its line; percent signs, colons, commas and line breaks come through", () => {
    const [, build] = commands(github([failures]));
    expect(build).toMatchObject({
      name: "error",
      properties: { file: "/home/ada/workshop/labs/dockercoins/hasher/Dockerfile", line: "4" },
    });
    const text = "100%25 %0A, a:b%3A";
    const [odd] = commands(github([withTexts(`${text}\nand more`)]));
    expect(odd?.properties.title).toBe(`${text} and more (0/5)`);
    expect(odd?.message).toContain(`Expected: ${text}\nand more\n`);
  });

  test("whatever the text, it has the commands that it has for plain text", () => {
    const shape = (text: string) =>
      commands(github([withTexts(text)])).map(({ name, properties }) => [name, ...Object.keys(properties)]);
    for (const text of [...nasty, nasty.join(" ")]) expect(shape(text)).toEqual(shape("x"));
  });

  test("no more of a level than GitHub shows; the last one names the others", () => {
    const found = commands(github([manyFailures, manyFailures]));
    const errors = found.filter(({ name }) => name === "error");
    expect(errors).toHaveLength(10);
    expect(errors[9]?.properties.title).toBe("19 more");
    expect(errors[9]?.message.split("\n")).toHaveLength(19);
    expect(errors[9]?.message).toContain("service 10: the image builds");
    expect(found.filter(({ name }) => name === "notice")).toHaveLength(2);
  });

  test("no message is longer than the runner takes", () => {
    const [first] = commands(github([withTexts("long ".repeat(5000))]));
    expect(first?.message.length).toBeLessThanOrEqual(4096);
  });
});

describe("withoutCommands", () => {
  test.each([
    ["::error::a", "\\::error::a"],
    ["a\n \t\u00a0::set-output name=b::c", "a\n \t\u00a0\\::set-output name=b::c"],
    ["a ##[add-path]b ##[error]", "a ##\\[add-path]b ##\\[error]"],
    ["a::b ## [c] # d", "a::b ## [c] # d"],
  ])("%j", (text, expected) => expect(withoutCommands(text)).toBe(expected));

  test.each([40, 80, 100])("leaves no command in a report that is %s columns wide", (width) => {
    const obeyed = /^\s*::|##\[/m;
    expect(terminal([hostile], { colour: false, width })).toMatch(obeyed);
    expect(withoutCommands(terminal([hostile], { colour: false, width }))).not.toMatch(obeyed);
  });
});
