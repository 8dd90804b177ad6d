import fc from "fast-check";
import { expect, test } from "vitest";
import { own, ownBuilt, ownExpansion } from "./fuzz/compare.ts";
import { randomFrom, textFrom, VALUES, wordFrom } from "./fuzz/texts.ts";
import { readDockerfile } from "./read.ts";
import { written } from "./write.ts";

const texts = fc.integer({ min: 0, max: 2 ** 32 - 1 }).map((seed) => textFrom(randomFrom(seed)));

test("what is written out is read as what it was written from", () => {
  fc.assert(
    fc.property(texts, (text) => {
      const ours = own(text);
      if (ours === undefined) return;
      const again = readDockerfile(ours.text, "Dockerfile");
      expect(again).toEqual(ours.recipe);
      expect(written(again)).toBe(ours.text);
      const built = ownBuilt(ours);
      if (built !== undefined) expect(readDockerfile(built.text, "Dockerfile")).toEqual(built.recipe);
    }),
    { numRuns: 3000 },
  );
});

test("a written text holds plain characters where words are separated, and no directive but one", () => {
  fc.assert(
    fc.property(texts, (text) => {
      const ours = own(text);
      const lines = ours?.text.split("\n") ?? [];
      if (ours?.recipe.instructions.some(({ documents }) => documents.length > 0)) return;
      for (const line of lines) expect(line).toMatch(/^(?:|# escape=`|[A-Z]+ [^\r\ufeff\0]+)$/);
    }),
    { numRuns: 3000 },
  );
});

test("no text takes long, whatever stands in it", () => {
  const long = 60_000;
  const hard = [
    "\\",
    "\\ ",
    " ",
    "\t",
    '"',
    "${a#",
    "$",
    "<<A ",
    "[",
    "#",
    "\r",
    "=",
    "a=b ",
    "--a ",
    "\\\n",
    "# syntax",
    "'",
    "\n",
  ];
  for (const piece of hard) {
    for (const start of ["", "FROM a\nRUN ", "FROM a\nENV ", "FROM a\nADD ", "# escape=", "#", "FROM "]) {
      const begun = performance.now();
      const ours = own(`${start}${piece.repeat(long / piece.length)}x`);
      if (ours) ownBuilt(ours);
      expect(performance.now() - begun, JSON.stringify(start + piece)).toBeLessThan(1000);
    }
  }
});

test("patterns over values end", () => {
  const value = "a".repeat(900);
  expect(ownExpansion(`\${v##${"*a".repeat(45)}b}`, "\\", { v: value })).toBe(value);
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      ownExpansion(wordFrom(randomFrom(seed)), "\\", VALUES);
    }),
  );
});
