import { beforeAll, expect, test } from "vitest";
import { ensureReady } from "../setup/ready.ts";
import type { Manager } from "./lab-packages.ts";
import { cachedPackages } from "./packages.ts";
import { tryBuild } from "./testing.ts";

const { env } = process;
beforeAll(
  () => ensureReady({ env, say: () => {}, images: ["python:3.13-slim", "ruby:3.3-slim", "node:20-slim"] }),
  600_000,
);

/** How each image is asked for the files of a package, one line for each version that it has. */
const ASKED: readonly [Manager, string, (name: string) => string, RegExp][] = [
  [
    "pip",
    "python:3.13-slim",
    (name) => `ls /usr/share/workshop/wheels | grep -i '^${name.replace("-", "[-_]")}-[0-9]'`,
    /-([\d.]+)-/,
  ],
  ["gem", "ruby:3.3-slim", (name) => `ls /usr/share/workshop/gems/gems | grep '^${name}-[0-9]'`, /-([\d.]+)\.gem/],
  ["npm", "node:20-slim", (name) => `ls /usr/share/workshop/npm/${name}/-`, /-([\d.]+)\.tgz/],
];

test.each(ASKED)(
  "%s finds every package that messages name, in the versions that they name",
  async (kind, image, files, version) => {
    const packages = [...cachedPackages()[kind]];
    const script = packages.map(([name]) => `echo "= ${name}"; ${files(name)}`).join("; ");
    const { output } = await tryBuild(env, `FROM ${image}\n`, { run: ["sh", "-c", script] });
    const found = new Map(output.split(/^= /m).map((part) => [part.split("\n")[0] ?? "", part.split("\n").slice(1)]));
    for (const [name, named] of packages) {
      const here = (found.get(name) ?? []).map((file) => version.exec(file)?.[1] ?? "").filter((text) => text !== "");
      expect(here, name).not.toEqual([]);
      // A major alone is the newest of it.
      for (const text of named)
        expect(
          here.some((number) => number === text || number.startsWith(`${text}.`)),
          `${name} ${text}: ${here}`,
        ).toBe(true);
    }
  },
);
