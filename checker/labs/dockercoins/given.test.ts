import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));

const GIVEN = [
  "hasher/hasher.rb",
  "rng/rng.py",
  "webui/files/coin.svg",
  "webui/files/graph.js",
  "webui/files/index.html",
  "webui/files/page.js",
  "webui/files/speed.js",
  "webui/files/style.css",
  "webui/webui.js",
  "worker/worker.py",
];

const WRITTEN = [
  "bonus.md",
  "docker-compose.bonus.yml",
  "docker-compose.yml",
  "hasher/Dockerfile",
  "rng/Dockerfile",
  "webui/.dockerignore",
  "webui/Dockerfile",
  "worker/Dockerfile",
];

/** What the repository holds of a folder: somebody who tries the lab may have more in it. */
function tracked(folder: string): string[] {
  const listed = execFileSync("git", ["ls-files", "-z", "--", folder], { cwd: root, encoding: "utf8" });
  return listed
    .split("\0")
    .filter((path) => path !== "")
    .map((path) => path.slice(folder.length + 1))
    .sort();
}

test("the lab hands out the given code and the handout, nothing else", () => {
  expect(tracked("labs/dockercoins")).toEqual(["README.md", ...GIVEN].sort());
});

test("the reference is the given code and what a student writes, nothing else", () => {
  expect(tracked("solutions/dockercoins")).toEqual([...WRITTEN, ...GIVEN].sort());
});

test.each(GIVEN)("%s is the same in the lab and in the reference", (file) => {
  const [lab, reference] = ["labs", "solutions"].map((folder) => readFileSync(`${root}/${folder}/dockercoins/${file}`));
  expect(reference?.equals(lab ?? Buffer.alloc(0))).toBe(true);
});

test.each(GIVEN.filter((file) => file.includes("files/")))("%s refers to nothing outside the page's server", (file) => {
  const text = readFileSync(`${root}/labs/dockercoins/${file}`, "utf8");
  const addresses = text.match(/https?:\/\/[^\s"')]+/g) ?? [];
  expect(addresses.filter((address) => address !== "http://www.w3.org/2000/svg")).toEqual([]);
});

interface Speedometer {
  read(time: number, count: number): number | undefined;
}

async function speedometer(): Promise<Speedometer> {
  const module = `${root}/labs/dockercoins/webui/files/speed.js`;
  const { Speedometer } = (await import(module)) as { Speedometer: new () => Speedometer };
  return new Speedometer();
}

/** The counter as one worker writes it: four hashes at once, every 1.2 seconds. */
const steps = (time: number) => 4 * Math.floor(time / 1.2);

describe("the page's speed", () => {
  test("is calm and right although the counter climbs in steps", async () => {
    const meter = await speedometer();
    const speeds: number[] = [];
    for (let time = 1000; time < 1060; time += 0.5) {
      const speed = meter.read(time, steps(time));
      if (time >= 1010 && speed !== undefined) speeds.push(speed);
    }
    expect(speeds.length).toBeGreaterThan(90);
    expect(Math.min(...speeds)).toBeGreaterThan(3.1);
    expect(Math.max(...speeds)).toBeLessThan(3.6);
  });

  test("is unknown for the first five seconds, after a gap, and after a new start of the counter", async () => {
    const meter = await speedometer();
    expect(meter.read(0, 0)).toBeUndefined();
    expect(meter.read(4.9, 16)).toBeUndefined();
    expect(meter.read(5, 20)).toBeGreaterThan(0);
    expect(meter.read(60, 200)).toBeUndefined();
    for (let time = 60.5; time < 66; time += 0.5) meter.read(time, steps(time));
    expect(meter.read(66, 0)).toBeUndefined();
  });

  test("falls to zero when nothing is mined any more", async () => {
    const meter = await speedometer();
    for (let time = 0; time < 20; time += 0.5) meter.read(time, steps(time));
    let speed: number | undefined;
    for (let time = 20; time < 31; time += 0.5) speed = meter.read(time, steps(20));
    expect(speed).toBe(0);
  });
});
