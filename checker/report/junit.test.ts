import { describe, expect, test } from "vitest";
import { terminalText } from "./escape.ts";
import { hostile, nasty, withTexts } from "./golden/hostile.ts";
import { read as readMarkup, type Tag } from "./golden/read.ts";
import { failures, runs } from "./golden/reports.ts";
import { junit } from "./junit.ts";

const read = (text: string) => readMarkup(text, '<?xml version="1.0" encoding="UTF-8"?>\n');

/** junit-10.xsd of Jenkins' xUnit plugin, as far as we use it: where an element may be, what it must and may have. */
const schema: Readonly<Record<string, { in: string; must?: string; may?: string }>> = {
  testsuites: { in: "", may: "name time tests failures errors" },
  testsuite: {
    in: "testsuites testsuite",
    must: "name tests failures errors",
    may: "time skipped timestamp hostname id package file log url group",
  },
  properties: { in: "testsuite" },
  property: { in: "properties", must: "name value" },
  testcase: { in: "testsuite", must: "name", may: "time classname group" },
  failure: { in: "testcase", may: "type message" },
  error: { in: "testcase", may: "type message" },
  skipped: { in: "testcase", may: "type message" },
  "system-out": { in: "testcase testsuite" },
};

const words = (text = "") => (text === "" ? [] : text.split(" "));

function assertFollows({ name, parent, attributes }: Tag): void {
  const rule = schema[name];
  if (rule === undefined) expect.fail(`no element of JUnit: ${name}`);
  expect(rule.in.split(" "), name).toContain(parent);
  const names = Object.keys(attributes);
  expect(names, name).toEqual(expect.arrayContaining(words(rule.must)));
  expect([...words(rule.must), ...words(rule.may)], name).toEqual(expect.arrayContaining(names));
  if (attributes.time !== undefined) expect(attributes.time).toMatch(/^\d+\.\d{3}$/);
}

function numberOf(tags: readonly Tag[], name: string): string {
  return String(tags.filter((tag) => tag.name === name).length);
}

describe("junit", () => {
  test.each(Object.entries(runs))("%s", async (name, reports) => {
    await expect(junit(reports)).toMatchFileSnapshot(`golden/${name}.junit.xml`);
  });

  test.each(Object.entries(runs))("%s: follows the schema, and counts what is there", (_, reports) => {
    const tags = read(junit(reports));
    for (const tag of tags) assertFollows(tag);
    const [root] = tags;
    const [tests, failed, errors] = ["testcase", "failure", "error"].map((name) => numberOf(tags, name));
    expect(root?.attributes).toMatchObject({ tests, failures: failed, errors });
    const suites = tags.filter(({ name }) => name === "testsuite");
    expect(suites).toHaveLength(reports.length);
    const sum = suites.reduce((skipped, { attributes }) => skipped + Number(attributes.skipped), 0);
    expect(String(sum)).toBe(numberOf(tags, "skipped"));
  });

  test("a part that passed has no failure, whatever the advice says", () => {
    for (const reports of Object.values(runs)) {
      const [root] = read(junit(reports));
      const none = root?.attributes.failures === "0" && root.attributes.errors === "0";
      expect(none).toBe(reports.every(({ verdict }) => verdict === "passed"));
    }
    expect(junit([failures])).toContain("<system-out>Advice (no points)\n\n✗ rng: the base image has a version");
  });

  test("whatever the text, it has the elements that it has for plain text", () => {
    const shape = (text: string) =>
      read(junit([withTexts(text)])).map(({ name, attributes }) => [name, ...Object.keys(attributes)].join(" "));
    for (const text of [...nasty, nasty.join(" ")]) {
      expect(shape(text)).toEqual(shape(terminalText(text).replace(/\S+/g, "x")));
    }
  });

  test("holds no character that XML forbids", () => {
    expect(junit([hostile])).toMatch(/^[\n\t\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]+$/u);
  });
});
