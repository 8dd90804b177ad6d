import { execFileSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { FindingData } from "../core/report.ts";
import type { Edit } from "../kit/answers/answers.ts";
import { attempt, resultOf } from "./attempt.ts";

const FILE = "docker-compose.yml";
const VALID = "compose: the file is there and valid";

const broken =
  (text: string): Edit =>
  (work) =>
    work.write(FILE, text);

test.each<[string, Edit, Partial<Record<keyof FindingData, unknown>>]>([
  [
    "YAML that is none: the line is named",
    (work) => work.replace(FILE, "build: hasher", "build: [hasher"),
    { message: `${FILE} is not valid YAML.`, line: expect.any(Number) },
  ],
  [
    "a tab for indentation",
    (work) => work.replace(FILE, "    build: rng", "\tbuild: rng"),
    { message: `${FILE} is not valid YAML.`, line: 6, evidence: expect.stringMatching(/tab/i) },
  ],
  [
    "a key twice",
    (work) => work.replace(FILE, "    build: rng", "    build: rng\n    build: rng"),
    { message: `${FILE} is not valid YAML.`, line: 7, actual: expect.stringMatching(/unique/i) },
  ],
  [
    "a key that Compose does not know",
    (work) => work.replace(FILE, "    build: rng", "    biuld: rng"),
    { message: `Compose does not accept ${FILE}.`, actual: expect.stringContaining("biuld") },
  ],
  ["an empty file", broken(""), { message: `${FILE} holds no services.` }],
  ["a text", broken("please start everything"), { message: `${FILE} holds no services.` }],
  [
    "no services",
    broken("services:\n"),
    { message: expect.stringMatching(/Compose does not accept|holds no services/) },
  ],
  ["a list", broken("- rng\n- hasher\n"), { message: `${FILE} holds no services.` }],
  ["binary junk", (work) => work.write(FILE, new Uint8Array(2000)), { message: `${FILE} is not a text file.` }],
  [
    "1 MB",
    (work) => work.write(FILE, "# services\n".repeat(100_000)),
    { message: `${FILE} is far too large.`, expected: "at most 64 KiB" },
  ],
  [
    "50 MB",
    (work) => work.write(FILE, new Uint8Array(50 * 1024 * 1024).fill(0x23)),
    { message: expect.stringContaining("it is 50 MB; the limit is 32 MB") },
  ],
  [
    "a folder",
    (work) => {
      work.remove(FILE);
      work.write(`${FILE}/compose`, "");
    },
    { message: `${FILE} is not a file.` },
  ],
  [
    "a link out of the folder",
    (work) => {
      work.remove(FILE);
      symlinkSync("/etc/hostname", join(work.dir, FILE));
    },
    { message: expect.stringContaining("it is a link that leads out of your folder") },
  ],
  [
    "a pipe",
    (work) => {
      work.remove(FILE);
      execFileSync("mkfifo", [join(work.dir, FILE)]);
    },
    { message: expect.stringContaining("it is neither a file nor a folder nor a link") },
  ],
  ["no file", (work) => work.remove(FILE), { message: "There is no compose file.", actual: "no such file" }],
  [
    "another name",
    (work) => work.rename(FILE, "docker_compose.yml"),
    { message: "There is no compose file.", actual: 'a file named "docker_compose.yml"' },
  ],
  [
    "thousands of aliases that multiply",
    broken(
      [
        "x-a: &a [x, x, x, x, x, x, x, x, x, x]",
        ..."bcdefghij"
          .split("")
          .map((name, i) => `x-${name}: &${name} [${Array(10).fill(`*${"abcdefghi"[i]}`).join(", ")}]`),
        "services: {rng: {build: rng}}",
      ].join("\n"),
    ),
    { message: expect.stringMatching(/docker-compose\.yml/) },
  ],
])("%s", async (_, edit, details) => {
  const report = await attempt(process.env, { part: "part2", edit });
  const { outcome } = resultOf(report, VALID);
  expect(outcome).toMatchObject({ status: "failed", finding: { file: FILE, ...details } });
  expect(report.points).toMatchObject({ earned: 0, undecided: 0 });
  expect(JSON.stringify(outcome)).not.toMatch(/\/tmp\/|work\/docker-compose/);
});
