import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { MANAGERS, packagesFor, readLabPackages } from "./lab-packages.ts";

function labsFolder(declared: Readonly<Record<string, object | undefined>>): string {
  const folder = mkdtempSync(join(tmpdir(), "workshop-labs-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, packages] of Object.entries(declared)) {
    mkdirSync(join(folder, name));
    if (packages) writeFileSync(join(folder, name, "packages.json"), JSON.stringify(packages));
  }
  return `${folder}/`;
}

test("what the labs' folders declare is all there, each package once, with every version that one of them names", () => {
  const folder = labsFolder({
    two: { pip: { flask: { versions: ["3", "4"], debian: ["python3-flask"] }, celery: {} } },
    one: { npm: { pg: { versions: ["8"] } }, pip: { flask: { versions: ["2", "3"], debian: ["python3-flask"] } } },
    none: undefined,
  });
  const labs = readLabPackages(folder);
  expect(packagesFor("pip", labs)).toEqual(
    new Map([
      ["flask", { versions: ["2", "3", "4"], debian: ["python3-flask"], on: [] }],
      ["celery", { versions: [], debian: [], on: [] }],
    ]),
  );
  expect(packagesFor("npm", labs)).toEqual(new Map([["pg", { versions: ["8"], debian: [], on: [] }]]));
  expect(packagesFor("gem", labs)).toEqual(new Map());
});

test("the labs declare packages of managers that there are, with what pip's and gem's are made from, and where apt's are", () => {
  const labs = readLabPackages();
  expect(labs.length).toBeGreaterThan(0);
  expect(labs.flatMap(Object.keys).filter((manager) => !(MANAGERS as readonly string[]).includes(manager))).toEqual([]);
  for (const manager of ["pip", "gem"] as const)
    for (const [name, { debian }] of packagesFor(manager, labs)) expect(debian, name).not.toEqual([]);
  for (const [name, { on }] of packagesFor("apt", labs)) expect(on, name).not.toEqual([]);
});
