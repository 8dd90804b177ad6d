import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { Report } from "../core/report.ts";
import { check, LAUNCHER, REFERENCE, ROOT, temporaryFolder } from "./command.ts";
import { draft, fingerprint } from "./draft.ts";

const SERVICES = ["rng", "hasher", "webui", "worker"];
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;

describe("wrong usage ends with 2 and says what to do", () => {
  test("a missing folder", async () => {
    const { code, stdout, stderr } = await check(["part1", "--in", "no/such/folder"]);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr.trim()).toBe(`There is no folder ${ROOT}no/such/folder.`);
  });

  test("a file where a folder is expected", async () => {
    const { code, stderr } = await check(["part1", "--in", "package.json"]);
    expect(code).toBe(2);
    expect(stderr).toContain(`${ROOT}package.json is not a folder.`);
  });

  test("a folder without the lab", async () => {
    const { code, stderr } = await check(["part1", "--in", "checker/core"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/holds neither a folder "dockercoins" nor any of rng, hasher/);
    expect(stderr).toContain("--in");
  });

  test("an unknown part: says which exist", async () => {
    const { code, stdout, stderr } = await check(["part7"]);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr.trim()).toMatch(
      /^There is no part or lab "part7"\. Parts: part1, part2, bonus.*\. Labs: dockercoins.*\.$/,
    );
  });

  test.each(["constructor", "__proto__", "toString"])("%s is no part either", async (name) => {
    const { code, stderr } = await check([name]);
    expect(code).toBe(2);
    expect(stderr).toContain(`There is no part or lab "${name}"`);
  });

  test.each([
    ["prove", "--jobs", "0", "a whole number"],
    ["prove", "--jobs", "x", "a whole number"],
    ["prove", "--only", "[", "no regular expression"],
    ["prove", "--only", "no such answer", "Nothing to prove matches"],
    ["bench", "--runs", "x", "a whole number"],
    ["grade", "labs", "--jobs=1", "Say what is graded: --lab with one of"],
    ["grade", "labs", "--part=part9", 'There is no part or lab "part9"'],
    ["grade", "labs", "--report=xml=x", 'A class has no report format "xml"'],
    ["grade", "labs", "--report=canvas", "Say where the report goes"],
    ["grade", "no/such/class", "--part=part1", "There is no "],
  ] as const)("%s %s %s judges nothing, and is no success", async (command, option, value, says) => {
    const { code, stdout, stderr } = await check([option, value], { command });
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain(says);
    expect(stderr).not.toContain("    at ");
  });

  test("an unknown format: says which exist", async () => {
    const { code, stdout, stderr } = await check(["part1", "--in", "labs", "--report", "xml=a.xml"]);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr.trim()).toMatch(/^There is no report format "xml"\. Formats: terminal, json, .*\.$/);
  });

  test("an unknown option", async () => {
    const { code, stderr } = await check(["part1", "--into", "labs"]);
    expect(code).toBe(2);
    expect(stderr).toContain("unknown option '--into'");
    expect(stderr).toContain("--in <dir>");
    expect(stderr).not.toContain("    at ");
  });

  test.each(["--json", "--html"])(
    "a %s file that cannot be written is said before anything is judged",
    async (option) => {
      const { code, stdout, stderr } = await check(["part1", "--in", "solutions", option, "no/such/folder/report"]);
      expect(code).toBe(2);
      expect(stderr.trim()).toBe(
        `${ROOT}no/such/folder/report cannot be written: there is no folder ${ROOT}no/such/folder.`,
      );
      expect(stdout).toBe("");
    },
  );
});

describe("asking for help", () => {
  test("check alone lists labs and parts", async () => {
    const { code, stdout } = await check([]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/dockercoins: DockerCoins \(handout: labs\/dockercoins\/README\.md\)/);
    for (const part of ["part1", "part2", "bonus"]) expect(stdout).toMatch(new RegExp(`^ {2}${part} .* points$`, "m"));
  });

  test("--help names every option and the exit codes", async () => {
    const { code, stdout } = await check(["--help"]);
    expect(code).toBe(0);
    for (const option of ["--in", "--report", "--json", "--html", "--keep", "--explain", "--no-internet"])
      expect(stdout).toContain(option);
    expect(stdout).toContain(
      "Exit codes: 0 everything passed, 1 something failed, 2 wrong usage, 3 could not be judged.",
    );
  });
});

describe("the starter", () => {
  test("check dockercoins judges all parts, and tells what to do first", async () => {
    await using folder = await temporaryFolder();
    const json = join(folder.path, "report.json");
    const { code, stdout, stderr } = await check(["dockercoins", "--in", "labs", "--json", json]);
    expect(code).toBe(1);
    for (const service of SERVICES) expect(stdout).toContain(`There is no ${service}/Dockerfile.`);
    expect(stdout).toContain("There is no compose file.");
    expect(stdout).toMatch(/0 of 100/);
    expect(stdout + stderr).not.toMatch(CONTROL);
    const reports = Report.array().parse(JSON.parse(await readFile(json, "utf8")));
    expect(reports.map(({ part }) => part)).toEqual(["part1", "part2", "bonus"]);
    for (const report of reports) {
      expect(report).toMatchObject({
        lab: "dockercoins",
        submission: `${ROOT}labs/dockercoins`,
        verdict: "failed",
        points: { earned: 0, undecided: 0 },
      });
      expect(report.results.filter(({ outcome }) => outcome.status === "errored")).toEqual([]);
    }
  });
});

describe("where the work lies", () => {
  test("service folders directly in a folder with an odd name, or in one named after the lab; neither is written to", async () => {
    await using work = await draft();
    await using folder = await temporaryFolder();
    const odd = join(folder.path, "Ann's täsk $HOME; ls");
    await cp(work.dir, odd, { recursive: true });
    const before = await Promise.all([odd, work.dir].map(fingerprint));
    const outcomes = await Promise.all([
      check(["part1", "--in", odd], { tmp: folder.path }),
      check(["part1", "--in", join(work.dir, "..")]),
    ]);
    for (const { code, stdout } of outcomes) {
      expect(stdout).toContain("100 of 100 points");
      expect(code).toBe(0);
    }
    expect(await Promise.all([odd, work.dir].map(fingerprint))).toEqual(before);
    expect(await folder.entries()).toEqual(["Ann's täsk $HOME; ls"]);
  });

  test("what is typed is relative to the folder where it is typed", async () => {
    const { code, stderr } = await check(["part1", "--in", "nowhere"], { env: { INIT_CWD: REFERENCE } });
    expect(code).toBe(2);
    expect(stderr).toContain(`${REFERENCE}/nowhere`);
  });
});

const HOSTILE = `</script><script>alert(1)</script><img src=x onerror=alert(2)>`;

describe("files and output", () => {
  test("--json and --html hold what the terminal says; text from the work does nothing in either, nor in a pipe", async () => {
    await using work = await draft((edit) => {
      edit.write("rng/Dockerfile", `FROM python:3.13-slim\nCMD ["python", "-c", ${JSON.stringify(shout(HOSTILE))}]\n`);
    });
    await using folder = await temporaryFolder();
    const [json, html] = [join(folder.path, "r.json"), join(folder.path, "r.html")];
    const { code, stdout, stderr } = await check(["part1", "--in", work.dir, "--json", json, "--html", html]);
    expect(code).toBe(1);
    expect(stderr).toContain(`Wrote ${json}.`);
    expect(stderr).toContain(`Wrote ${html}.`);
    const report = Report.parse(JSON.parse(await readFile(json, "utf8")));
    expect(report).toMatchObject({ version: 1, part: "part1", verdict: "failed", points: { earned: 82 } });
    const page = await readFile(html, "utf8");
    const message = "The container of rng exited with code 3.";
    for (const text of [stdout, JSON.stringify(report), page]) expect(text).toContain(message);
    for (const { title } of report.results.filter(({ points }) => points > 0)) expect(page).toContain(title);
    expect(page).not.toContain("<script>alert");
    expect(page).not.toContain("<img src=x");
    expect(page).toContain("&lt;img src=x onerror=alert(2)&gt;");
    expect(stdout + stderr).not.toMatch(CONTROL);
    expect(stdout).toContain("<img src=x onerror=alert(2)>");
  });

  test("a report on stdout is alone there, so that it can be piped; what people read is on stderr", async () => {
    await using folder = await temporaryFolder();
    const xml = join(folder.path, "r.xml");
    const args = ["part2", "--in", "labs", "--report", "json", "--report", `junit=${xml}`];
    const { code, stdout, stderr } = await check(args, { env: { FORCE_COLOR: "1" } });
    expect(code).toBe(1);
    expect(Report.parse(JSON.parse(stdout))).toMatchObject({ part: "part2", verdict: "failed" });
    expect(stderr).toContain("There is no compose file.");
    expect(stderr).toContain(`Wrote ${xml}.`);
    expect(await readFile(xml, "utf8")).toContain('message="There is no compose file.');
  });

  test("--no-internet: a build has no network at all, and all the rest goes on as it is", async () => {
    await using work = await draft((edit) =>
      edit.replace("rng/Dockerfile", "WORKDIR /app", "WORKDIR /app\nRUN test $(ls /sys/class/net | wc -l) = 1"),
    );
    expect((await check(["part1", "--in", work.dir])).stdout).toContain(
      "this step failed: RUN test $(ls /sys/class/net",
    );
    const { code, stdout, stderr } = await check(["part1", "--in", work.dir, "--no-internet"]);
    expect(stdout, stderr).toContain("100 of 100 points");
    expect(code).toBe(0);
  });

  test("colours: none with NO_COLOR, even where they are forced; some with FORCE_COLOR alone", async () => {
    const args = ["part2", "--in", "labs"];
    const [without, withColours] = await Promise.all([
      check(args, { env: { NO_COLOR: "1", FORCE_COLOR: "1" } }),
      check(args, { env: { FORCE_COLOR: "1" } }),
    ]);
    expect(without.stdout).toContain("There is no compose file.");
    expect(without.stdout).not.toMatch(CONTROL);
    expect(withColours.stdout).toMatch(CONTROL);
  });

  test.each([
    ["its output", "check --help | true", "0"],
    ["its output, with work that fails", "check part2 --in labs | true", "1"],
    ["its progress", "check part2 --in labs 2>&1 | true", "1"],
  ])("a reader that leaves (as head does) before %s came is no reason to complain", async (_, command, code) => {
    const whole = `"${process.execPath}" ${LAUNCHER} checker ${command}; echo "code \${PIPESTATUS[0]}"`;
    const { stdout, stderr } = await execa("bash", ["-c", whole], { cwd: ROOT });
    expect(stderr).not.toMatch(/EPIPE|Error|^ {4}at /m);
    expect(stdout).toBe(`code ${code}`);
  });
});

/** A Python program that writes a text with control sequences and ends with 3. */
function shout(text: string): string {
  return `import sys; print("\\x1b[2J\\x1b]0;title\\x07${text}\\x9b31m\\r\\x08"); sys.exit(3)`;
}
