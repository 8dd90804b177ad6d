import { once } from "node:events";
import { hostname } from "node:os";
import { execa, execaSync } from "execa";
import { expect, onTestFinished, test } from "vitest";
import { isDead, thisOwner } from "./owner.ts";

const script = `const { thisOwner } = await import(${JSON.stringify(new URL("owner.ts", import.meta.url).href)});
  console.log(thisOwner());`;

/** Another process says who it is, and lives until its stdin ends. */
function other() {
  const child = execa("node", ["--import", "tsx", "--input-type=module", "-e", `${script} process.stdin.resume();`]);
  onTestFinished(() => void child.kill("SIGKILL"));
  const owner = once(child.stdout, "data").then(([text]) => String(text).trim());
  return { child, owner };
}

test("this process lives", () => {
  expect(thisOwner()).toMatch(new RegExp(`^${hostname()}/${process.pid}/[\\w-]+$`));
  expect(isDead(thisOwner())).toBe(false);
});

test("another process is dead once it has ended, also when it was killed", async () => {
  const { child, owner } = other();
  const name = await owner;
  expect(name.split("/")[1]).toBe(String(child.pid));
  expect(isDead(name)).toBe(false);
  child.kill("SIGKILL");
  await child.catch(() => undefined);
  expect(isDead(name)).toBe(true);
});

test("a process id that another process has now is not its former owner", () => {
  expect(isDead(`${hostname()}/${process.pid}/1`)).toBe(true);
});

test.runIf(process.platform === "linux")("a process that nobody has buried is dead", async () => {
  // The shell becomes a program that never asks after the child.
  const parent = execa("sh", ["-c", "sleep 600 & echo $!; exec sleep 600"], { reject: false });
  onTestFinished(() => void parent.kill("SIGKILL"));
  const pid = Number(String((await once(parent.stdout, "data"))[0]));
  const start = () => execaSync("cut", ["-d", " ", "-f", "3,22", `/proc/${pid}/stat`]).stdout.split(" ");
  const owner = `${hostname()}/${pid}/${start()[1]}`;
  expect(isDead(owner)).toBe(false);
  process.kill(pid, "SIGKILL");
  await expect.poll(() => start()[0]).toBe("Z");
  expect(isDead(owner)).toBe(true);
});

test.each(["?", ""])(
  "one whose start is not known (%j) lives for as long as its process id is in use",
  async (start) => {
    const { child, owner } = other();
    await owner;
    const vague = [hostname(), child.pid, ...(start === "" ? [] : [start])].join("/");
    expect(isDead(vague)).toBe(false);
    child.kill("SIGKILL");
    await child.catch(() => undefined);
    expect(isDead(vague)).toBe(true);
  },
);

test.each([
  ["another machine's", `not-${hostname()}/999999999/1`],
  ["nobody's", ""],
  ["a host's", hostname()],
  ["no process'", `${hostname()}/abc/1`],
  ["every process'", `${hostname()}/0/1`],
  ["a group's", `${hostname()}/-1/1`],
])("%s is never called dead", (_, owner) => {
  expect(isDead(owner)).toBe(false);
});
