import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { catalogue, labs } from "./catalogue.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

test("finds every lab that is handed out, in order, with its reference and its checks", async () => {
  const found = await labs();
  const handouts = readdirSync(`${root}labs`, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(found.map(({ name }) => name)).toEqual(handouts.map(({ name }) => name).sort());
  for (const { name, lab } of found) {
    expect(Object.keys(lab.parts).length).toBeGreaterThan(0);
    for (const path of [...lab.recognisedBy, ...lab.given])
      for (const folder of ["labs", "solutions"])
        expect(existsSync(`${root}${folder}/${name}/${path}`), `${folder}/${name}/${path}`).toBe(true);
  }
});

test("a lab that cannot be loaded is named, and the others are there", async () => {
  const folder = mkdtempSync(join(tmpdir(), "workshop-labs-"));
  const write = (name: string, text: string) => {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "lab.ts"), text);
  };
  try {
    write("sound", 'export const lab = { title: "Sound", recognisedBy: [], images: [], given: [], parts: {} };');
    write("broken", 'throw new Error("no such thing");');
    write("empty", "export const lap = 1;");
    const found = await catalogue(`${folder}/`, (name) => import(pathToFileURL(join(folder, name, "lab.ts")).href));
    expect(found.labs.map(({ name }) => name)).toEqual(["sound"]);
    expect(found.broken).toEqual([
      { name: "broken", reason: "no such thing" },
      { name: "empty", reason: 'it exports no "lab"' },
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
