import { chmodSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { MOST_FILES } from "../workspace/budget.ts";
import { attempt, failures, resultOf } from "./attempt.ts";
import { check, temporaryFolder } from "./command.ts";
import { draft, fingerprint } from "./draft.ts";

const isRoot = process.getuid?.() === 0;
/** Somebody who may use the engine and nothing else. */
const NOBODY = isRoot ? { uid: 65534, gid: statSync("/var/run/docker.sock").gid } : {};

test("a file and a folder that may not be read, and that nothing uses, by a user who is not root", async () => {
  await using work = await draft((edit) => {
    edit.write("rng/secret", "");
    edit.write("hasher/closed/file", "");
    chmodSync(join(edit.dir, "rng/secret"), 0);
    chmodSync(join(edit.dir, "hasher/closed"), 0);
  });
  await using folder = await temporaryFolder();
  chmodSync(folder.path, 0o777);
  chmodSync(join(work.dir, ".."), 0o755);
  const { code, stdout, stderr } = await check(["part1", "--in", work.dir], {
    ...NOBODY,
    env: { HOME: folder.path },
    tmp: folder.path,
  });
  chmodSync(join(work.dir, "hasher/closed"), 0o755);
  expect(stdout.replaceAll(/\s+/g, " "), stderr).toContain("hasher/closed: it cannot be read (EACCES)");
  expect(stdout.replaceAll(/\s+/g, " ")).toContain("rng/secret: it cannot be read (EACCES)");
  expect(stdout).toContain("100 of 100 points");
  expect(code).toBe(0);
});

test.runIf(isRoot)("a docker command that finds no plugin is our error, not a build that failed", async () => {
  await using work = await draft();
  await using folder = await temporaryFolder();
  chmodSync(folder.path, 0o777);
  chmodSync(join(work.dir, ".."), 0o755);
  const env = { HOME: "/root", XDG_STATE_HOME: folder.path };
  const { code, stdout } = await check(["part1", "--in", work.dir], { ...NOBODY, env, tmp: folder.path });
  expect(stdout.replace(/\s+/g, " ")).toContain("COMPOSE_MISSING: The docker command of this machine cannot do");
  expect(stdout).not.toContain("The image does not build");
  expect(code).toBe(3);
});

test("more files of packages than are copied cost nothing, and say nothing of other folders", async () => {
  const report = await attempt(process.env, {
    part: "part1",
    until: "worker: the image builds",
    edit: (work) => {
      for (let file = 0; file <= MOST_FILES; file++) work.write(`webui/node_modules/${file}.js`, "");
    },
  });
  expect(resultOf(report, "worker: the image builds").outcome).toEqual({ status: "passed" });
  expect(report.restored).toEqual([]);
  expect(report.notes.join("\n")).toContain("webui/node_modules");
});

test("proxies of the docker client reach neither builds nor containers", async () => {
  await using folder = await temporaryFolder();
  const proxies = { default: { httpProxy: "http://proxy.example:3128", noProxy: "localhost" } };
  writeFileSync(join(folder.path, "config.json"), JSON.stringify({ proxies }));
  const none = 'test -z "$HTTP_PROXY$http_proxy$NO_PROXY$no_proxy"';
  const until = "compose: the app answers on port 5000";
  const report = await attempt(
    { ...process.env, DOCKER_CONFIG: folder.path },
    {
      ...{ lab: "visits", part: "visits", until },
      edit: (work) => work.replace("app/Dockerfile", /CMD.*/, `RUN ${none}\nCMD ${none} && exec python app.py`),
    },
  );
  expect(failures(report)).toEqual([]);
  expect(resultOf(report, until).outcome).toEqual({ status: "passed" });
});

test("changed given code is judged in its given form, and said; the folder stays as it was", async () => {
  await using work = await draft((edit) => {
    edit.write("rng/rng.py", "raise SystemExit(1)\n");
    edit.remove("webui/files/page.js");
    edit.write("hasher/Dockerfile", `# syntax=docker/dockerfile:1\n${edit.read("hasher/Dockerfile")}`);
    symlinkSync("rng.py", join(edit.dir, "rng/alias.py"));
  });
  const before = await fingerprint(work.dir);
  await using folder = await temporaryFolder();
  const json = join(folder.path, "report.json");
  const { code, stdout, stderr } = await check(["part1", "--in", work.dir, "--json", json], { tmp: folder.path });
  expect(stdout, stderr).toContain("100 of 100 points");
  expect(stdout).toMatch(/rng\/rng\.py/);
  expect(stdout).toMatch(/webui\/files\/page\.js/);
  expect(code).toBe(0);
  expect(await fingerprint(work.dir)).toBe(before);
  expect(await folder.entries()).toEqual(["report.json"]);
});
