import { execFileSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { attempt, failures } from "../../e2e/attempt.ts";
import { all, type Edit, remove, write } from "../../kit/answers/answers.ts";

const FILE = "docker-compose.yml";
const VALID = "compose: the file is there and valid";
const JUNK = Uint8Array.from({ length: 3000 }, (_, index) => (index * 7919) % 256);

const instead = (make: (path: string) => void): Edit => all(remove(FILE), (draft) => make(join(draft.dir, FILE)));

// What is no compose file at all ends in one finding that says so, and costs nothing of the image.
test.each<[string, Edit, RegExp]>([
  ["no file", remove(FILE), /^There is no compose file\.$/],
  ["an empty file", write(FILE, ""), /holds no services/],
  ["a list", write(FILE, "- app\n- db\n"), /holds no services/],
  ["broken YAML", write(FILE, "services:\n  app: [build: app\n"), /is not valid YAML/],
  ["binary junk", write(FILE, JUNK), /is not a text file/],
  ["services without anything", write(FILE, "services:\n  app:\n  db:\n"), /Compose does not accept/],
  ["a folder", all(remove(FILE), write(`${FILE}/readme`, "")), /is not a file/],
  ["a pipe", instead((path) => execFileSync("mkfifo", [path])), /neither a file nor a folder nor a link/],
  ["a link out of the folder", instead((path) => symlinkSync("/etc/passwd", path)), /leads out of your folder/],
])("%s", async (_, edit, message) => {
  const report = await attempt(process.env, { lab: "visits", part: "visits", until: VALID, edit });
  expect(failures(report)).toEqual([expect.stringMatching(`^${VALID}: `)]);
  const [{ outcome } = { outcome: undefined }] = report.results;
  expect(outcome?.status === "failed" && outcome.finding.message).toMatch(message);
  expect(report.verdict).toBe("failed");
});
