import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { labs } from "./catalogue.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

test("finds every lab that is handed out, in order, with its reference and its checks", async () => {
  const found = await labs();
  const handouts = readdirSync(`${root}labs`, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(found.map(({ name }) => name)).toEqual(handouts.map(({ name }) => name).sort());
  for (const { name, lab } of found) {
    expect(Object.keys(lab.parts).length).toBeGreaterThan(0);
    for (const path of [...lab.services, ...lab.given])
      for (const folder of ["labs", "solutions"])
        expect(existsSync(`${root}${folder}/${name}/${path}`), `${folder}/${name}/${path}`).toBe(true);
  }
});
