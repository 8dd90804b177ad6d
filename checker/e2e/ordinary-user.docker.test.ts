import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Draft, type Edit } from "../kit/answers/answers.ts";
import { ordinaryUser } from "./as-user.ts";
import { check, ROOT, temporaryFolder } from "./command.ts";

const isRoot = process.getuid?.() === 0;

/** Judges a part as such a user; gives what was printed, and what is left in the folder for temporary files. */
async function judged(lab: string, part: string, edit: Edit) {
  const user = await ordinaryUser(process.env);
  const home = await mkdtemp(join(tmpdir(), "e2e-user-"));
  await using tmp = await temporaryFolder();
  try {
    const work = new Draft(`${ROOT}solutions/${lab}`, join(home, lab));
    execFileSync("chown", ["-R", `${user.uid}:${user.gid}`, home]);
    edit(work);
    chmodSync(tmp.path, 0o777);
    const ended = await check([part, "--in", work.dir], { ...user, env: { HOME: home }, tmp: tmp.path });
    return { ...ended, left: await tmp.entries() };
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** The commonest set-up of all: somebody who is not root, and may use the engine. */
describe.runIf(isRoot)("an ordinary user who may use the engine", () => {
  test("gets a report though a container owns what it wrote to a bind mount, and nothing stays", async () => {
    const { stdout, stderr, left } = await judged("visits", "visits", (work) => {
      work.replace("docker-compose.yml", "- visits:/data", "- ./data:/data");
      work.replace("docker-compose.yml", "\nvolumes:\n  visits:\n", "");
    });
    expect(stdout, stderr).toContain("95 of 100 points");
    expect(stdout).not.toContain("could not be removed");
    expect(left).toEqual([]);
  });

  test("gets full marks though the server of a container compiles code into the folder that it mounts", async () => {
    const { stdout, stderr, left } = await judged("visits", "visits", (work) => {
      work.write(
        "app/Dockerfile",
        'FROM python:3.13-slim\nWORKDIR /app\nRUN pip install flask redis gunicorn\nCOPY app.py .\nCMD ["gunicorn", "--bind", "0.0.0.0:5000", "--threads", "4", "app:app"]\n',
      );
      work.replace("docker-compose.yml", "build: app\n", "build: app\n    volumes: [./app:/app]\n");
    });
    expect(stdout, stderr).toContain("100 of 100 points");
    expect(stdout).not.toContain("could not be removed");
    expect(left).toEqual([]);
  });

  test("loses nothing by a left-over that only a container's user may read, and that nothing mentions", async () => {
    const { stdout, stderr } = await judged("dockercoins", "part2", (work) => {
      mkdirSync(join(work.dir, "pgdata"));
      chownSync(join(work.dir, "pgdata"), 999, 999);
      chmodSync(join(work.dir, "pgdata"), 0o700);
    });
    expect(stdout, stderr).toContain("100 of 100 points");
    expect(stdout).toMatch(/pgdata/);
  });
});
