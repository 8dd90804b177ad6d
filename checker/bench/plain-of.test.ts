import { describe, expect, test } from "vitest";
import { labs } from "../labs/catalogue.ts";
import { plainOf } from "./plain-of.ts";

describe.each(await labs())("$name", (lab) => {
  test.each(Object.keys(lab.lab.parts))(
    "%s can be measured: beside plain commands, or by what its report says",
    async (part) => {
      const { run, figures } = await plainOf(lab, part);
      expect(run ?? figures).toBeTypeOf("function");
    },
  );
});

test("a part of which no plain.ts says anything is an error, not nothing to do", async () => {
  const [lab] = await labs();
  if (lab === undefined) throw new Error("no lab");
  await expect(plainOf(lab, "part9")).rejects.toThrow(/does not say how part9 is measured/);
  await expect(plainOf({ ...lab, name: "nowhere" }, "part1")).rejects.toThrow(/labs\/nowhere\/plain\.ts/);
});
