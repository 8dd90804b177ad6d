import { execFileSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { FindingData, Report } from "../core/report.ts";
import type { Edit } from "../kit/answers/answers.ts";
import { attempt, failures, resultOf } from "./attempt.ts";

const FILE = "rng: there is a Dockerfile";
const BUILDS = "rng: the image builds";
const ANSWERS = "rng: GET / answers on port 80";
const MIB = 1024 * 1024;

/** The finding of a check of rng, which has to be the only thing that is wrong with rng. */
function findingOf(report: Report, title: string): FindingData {
  const { outcome } = resultOf(report, title);
  if (outcome.status !== "failed") throw new Error(`${title}: ${JSON.stringify(outcome)}`);
  expect(failures(report).filter((failure) => failure.startsWith("rng: "))).toEqual([
    `${title}: ${outcome.finding.message}`,
  ]);
  expect(report.verdict).toBe("failed");
  return outcome.finding;
}

/** Judges an edited rng; the other services are left out, which takes a fraction of the time. */
function judgeRng(edit: Edit): Promise<Report> {
  const alone: Edit = (work) => {
    for (const service of ["hasher", "webui", "worker"]) work.remove(`${service}/Dockerfile`);
    edit(work);
  };
  return attempt(process.env, { part: "part1", edit: alone });
}

describe("a Dockerfile that is none", () => {
  test.each<[string, Edit, string, Partial<FindingData>]>([
    ["an empty one", (edit) => edit.write("rng/Dockerfile", ""), "rng/Dockerfile is empty.", {}],
    ["only comments", (edit) => edit.write("rng/Dockerfile", "# later\n\n"), "rng/Dockerfile is empty.", {}],
    [
      "a folder",
      (edit) => {
        edit.remove("rng/Dockerfile");
        edit.write("rng/Dockerfile/readme", "");
      },
      "rng/Dockerfile is a folder, not a file.",
      { expected: "a text file with build instructions" },
    ],
    [
      "binary junk",
      (edit) =>
        edit.write(
          "rng/Dockerfile",
          Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256),
        ),
      "rng/Dockerfile is not a text file.",
      { actual: "binary data" },
    ],
    [
      "junk without zeros",
      (edit) =>
        edit.write(
          "rng/Dockerfile",
          Uint8Array.from({ length: 5000 }, (_, i) => 1 + ((i * 7919) % 255)),
        ),
      "The Dockerfile cannot be read",
      {},
    ],
    ["missing", (edit) => edit.remove("rng/Dockerfile"), "There is no rng/Dockerfile.", { actual: "no such file" }],
    [
      "misnamed",
      (edit) => edit.rename("rng/Dockerfile", "rng/DockerFile.txt"),
      "There is no rng/Dockerfile.",
      { actual: 'a file named "DockerFile.txt"' },
    ],
    [
      "a link out of the folder",
      (edit) => {
        edit.remove("rng/Dockerfile");
        symlinkSync("/etc/passwd", join(edit.dir, "rng/Dockerfile"));
      },
      "rng/Dockerfile: it is a link that leads out of your folder",
      {},
    ],
    [
      "a pipe that nobody writes to",
      (edit) => {
        edit.remove("rng/Dockerfile");
        execFileSync("mkfifo", [join(edit.dir, "rng/Dockerfile")]);
      },
      "rng/Dockerfile: it is neither a file nor a folder nor a link",
      {},
    ],
    [
      "50 MB",
      (edit) => edit.write("rng/Dockerfile", new Uint8Array(50 * MIB).fill(0x23)),
      "rng/Dockerfile: it is 50 MB; the limit is 32 MB",
      {},
    ],
    [
      "1 MB",
      (edit) => edit.write("rng/Dockerfile", new Uint8Array(MIB).fill(0x23)),
      "rng/Dockerfile is far too large for a Dockerfile.",
      { expected: "at most 256 KiB of text", actual: "1024 KiB" },
    ],
  ])("%s", async (_, edit, message, details) => {
    const report = await judgeRng(edit);
    const title = message.startsWith("The Dockerfile") ? BUILDS : FILE;
    const finding = findingOf(report, title);
    expect(finding.message).toContain(message);
    expect(finding.message).not.toMatch(/EACCES|EISDIR|ENOENT/);
    expect(finding).toMatchObject({ file: "rng/Dockerfile", ...details });
  });
});

/** Things that are not copied: without a use they cost nothing. */
const LEFT_OUT: readonly (readonly [string, Edit, string])[] = [
  [
    "a file of 50 MB",
    (edit) => edit.write("rng/data.bin", new Uint8Array(50 * MIB)),
    "rng/data.bin: it is 50 MB; the limit is 32 MB",
  ],
  [
    "a link to a folder outside",
    (edit) => symlinkSync("/etc", join(edit.dir, "rng/etc")),
    "rng/etc: it is a link that leads out of your folder",
  ],
  [
    "a link that climbs out",
    (edit) => symlinkSync("../../../../../../etc/hostname", join(edit.dir, "rng/name")),
    "rng/name: it is a link that",
  ],
  [
    "a pipe",
    (edit) => execFileSync("mkfifo", [join(edit.dir, "rng/pipe")]),
    "rng/pipe: it is neither a file nor a folder nor a link",
  ],
];

describe("what is not copied", () => {
  test("and not used costs nothing, and is noted", async () => {
    const report = await attempt(process.env, {
      part: "part1",
      until: BUILDS,
      edit: (work) => {
        for (const [, edit] of LEFT_OUT) edit(work);
      },
    });
    expect(resultOf(report, BUILDS).outcome).toEqual({ status: "passed" });
    for (const [, , message] of LEFT_OUT) expect(report.notes.join("\n")).toContain(message);
  });

  test("and copied by COPY as part of a folder is refused where something is missing then", async () => {
    const edit: Edit = (work) => {
      LEFT_OUT[0]?.[1](work);
      work.replace("rng/Dockerfile", "COPY rng.py .", "COPY . .");
    };
    expect(findingOf(await judgeRng(edit), FILE).message).toContain("rng/data.bin: it is 50 MB");
  });

  test("and copied as part of a folder, a link out and a pipe matter no more than in a container", async () => {
    const report = await attempt(process.env, {
      part: "part1",
      until: BUILDS,
      edit: (work) => {
        for (const [, edit] of LEFT_OUT.slice(1)) edit(work);
        work.replace("rng/Dockerfile", "COPY rng.py .", "COPY . .");
      },
    });
    expect(resultOf(report, BUILDS).outcome).toEqual({ status: "passed" });
  });

  test("is the service folder itself, a link out", async () => {
    const edit: Edit = (work) => {
      work.remove("rng");
      symlinkSync("/usr/share", join(work.dir, "rng"));
    };
    expect(findingOf(await judgeRng(edit), FILE).message).toContain("rng: it is a link that leads out of your folder");
  });
});

test("whatever is wrong with one service costs the others nothing", async () => {
  const report = await attempt(process.env, {
    part: "part1",
    edit: (work) => {
      work.write("rng/Dockerfile", "");
      work.write("rng/data.bin", new Uint8Array(50 * MIB));
    },
  });
  findingOf(report, FILE);
  expect(report.points).toEqual({ earned: 75, possible: 100, undecided: 0 });
});

describe("a server that cannot be reached", () => {
  const command =
    (...words: string[]) =>
    (edit: Parameters<Edit>[0]) =>
      edit.replace("rng/Dockerfile", /^CMD .*$/m, `CMD ${JSON.stringify(words)}`);

  test("bound to 127.0.0.1: that is said", async () => {
    const finding = findingOf(
      await judgeRng((edit) =>
        edit.replace("rng/Dockerfile", /^CMD .*$/m, 'CMD ["flask", "--app", "rng", "run", "--port", "80"]'),
      ),
      ANSWERS,
    );
    expect(finding.message).toBe("rng listens on 127.0.0.1 only, so nobody outside its container can reach it.");
    expect(finding).toMatchObject({
      expected: "a server that listens on 0.0.0.0:80",
      actual: "listening on 127.0.0.1:80",
    });
  });

  test("on another port: that port is named", async () => {
    const edit = command("flask", "--app", "rng", "run", "--host", "0.0.0.0", "--port", "5000");
    const finding = findingOf(await judgeRng(edit), ANSWERS);
    expect(finding.message).toBe("rng does not listen on port 80: it listens on port 5000.");
    expect(finding.actual).toBe("listening on port 5000");
  });

  test("a container that exits at once: its last lines are shown", async () => {
    const program = "import sys; [print('line', i) for i in range(500)]; sys.exit('the wheel is missing')";
    const finding = findingOf(await judgeRng(command("python", "-uc", program)), ANSWERS);
    expect(finding.message).toBe("The container of rng exited with code 1.");
    expect(finding.evidence).toContain("the wheel is missing");
    expect(finding.evidence).toContain("line 499");
    expect(finding.evidence).not.toContain("line 100\n");
  });

  test("a container that exits without a word", async () => {
    const finding = findingOf(await judgeRng(command("true")), ANSWERS);
    expect(finding.message).toBe("The container of rng exited with code 0.");
    expect(finding.evidence).toBe("(it wrote nothing)");
  });
});
