import { once } from "node:events";
import { readlinkSync } from "node:fs";
import { execa, execaSync } from "execa";
import { expect, onTestFinished, test } from "vitest";
import { isDead, ownerPrefix, thisOwner } from "./owner.ts";

const LINUX = process.platform === "linux";
/** What makes namespaces of its own. */
const CAN_UNSHARE = LINUX && process.getuid?.() === 0;

const script = `const { thisOwner, isDead } = await import(${JSON.stringify(new URL("owner.ts", import.meta.url).href)});`;
const node = (code: string) => ["node", "--import", "tsx", "--input-type=module", "-e", `${script} ${code}`] as const;
const SAYS_WHO = "console.log(thisOwner()); process.stdin.resume();";

/** Another process says who it is, and lives until its stdin ends. */
function other(...before: readonly string[]) {
  const [program = "", ...args] = [...before, ...node(SAYS_WHO)];
  const child = execa(program, args, { reject: false });
  onTestFinished(() => void child.kill("SIGKILL"));
  const owner = once(child.stdout, "data").then(([text]) => String(text).trim());
  const end = async () => {
    child.kill("SIGKILL");
    await child;
  };
  return { child, owner, end };
}

/** What another process thinks of an owner. */
async function thinksDead(owner: string, ...before: readonly string[]): Promise<boolean> {
  const [program = "", ...args] = [...before, ...node(`console.log(isDead(${JSON.stringify(owner)}));`)];
  return JSON.parse((await execa(program, args)).stdout) as boolean;
}

test("this process lives, and has a name that fits everywhere", () => {
  expect(thisOwner().startsWith(ownerPrefix(process.pid))).toBe(true);
  expect(thisOwner()).toMatch(/^[a-z0-9][a-z0-9-]{0,59}$/);
  expect(isDead(thisOwner())).toBe(false);
});

test("another process is dead once it has ended, also when it was killed", async () => {
  const { child, owner, end } = other();
  const name = await owner;
  expect(name.startsWith(ownerPrefix(child.pid ?? 0))).toBe(true);
  expect(isDead(name)).toBe(false);
  await end();
  expect(isDead(name)).toBe(true);
});

test("a process id that another process has now is not its former owner", () => {
  expect(isDead(`${ownerPrefix(process.pid)}1`)).toBe(true);
});

test.runIf(LINUX)("a process that nobody has buried is dead", async () => {
  // The shell becomes a program that never asks after the child.
  const parent = execa("sh", ["-c", "sleep 600 & echo $!; exec sleep 600"], { reject: false });
  onTestFinished(() => void parent.kill("SIGKILL"));
  const pid = Number(String((await once(parent.stdout, "data"))[0]));
  const start = () => execaSync("cut", ["-d", " ", "-f", "3,22", `/proc/${pid}/stat`]).stdout.split(" ");
  const owner = `${ownerPrefix(pid)}${start()[1]}`;
  expect(isDead(owner)).toBe(false);
  process.kill(pid, "SIGKILL");
  await expect.poll(() => start()[0]).toBe("Z");
  expect(isDead(owner)).toBe(true);
});

test.each(["x", ""])("one whose start is not known (%j) lives while its process id is in use", async (start) => {
  const { child, owner, end } = other();
  await owner;
  const vague = `${ownerPrefix(child.pid ?? 0)}${start}`;
  expect(isDead(vague)).toBe(false);
  await end();
  expect(isDead(vague)).toBe(true);
});

test.runIf(CAN_UNSHARE)("in another namespace of processes it lives until the namespace is gone", async () => {
  const apart = ["unshare", "--pid", "--fork", "--kill-child", "--mount-proc"];
  const { owner, end } = other(...apart);
  const name = await owner;
  expect(isDead(name)).toBe(false);
  expect(await thinksDead(name, ...apart)).toBe(false);
  expect(await thinksDead(thisOwner(), ...apart)).toBe(false);
  await end();
  const first = readlinkSync("/proc/self/ns/pid") === "pid:[4026531836]";
  await expect.poll(() => isDead(name)).toBe(first);
  expect(await thinksDead(name, ...apart)).toBe(false);
});

test.runIf(CAN_UNSHARE)("where /proc shows other processes than its own, nobody is mistaken for another", async () => {
  const outside = ["unshare", "--pid", "--fork", "--kill-child"];
  const { owner } = other(...outside);
  const name = await owner;
  expect(isDead(name)).toBe(false);
  const inside = node(`console.log(isDead(thisOwner())); console.log(isDead(${JSON.stringify(thisOwner())}));`);
  const { stdout } = await execa("unshare", [...outside.slice(1), ...inside]);
  expect(stdout).toBe("false\nfalse");
});

test.runIf(CAN_UNSHARE)("where time is counted from another moment, it still lives", async () => {
  const later = ["unshare", "--time", "--boottime", "100000", "--fork", "--kill-child"];
  const { owner } = other(...later);
  expect(isDead(await owner)).toBe(false);
  expect(await thinksDead(thisOwner(), ...later)).toBe(false);
});

const [machine = "", boot = "", namespace = ""] = thisOwner().split("-");

test.runIf(LINUX)(
  "after a restart of the machine, all that it ran before is dead; nothing of other machines is",
  () => {
    const first = namespace === "4026531836";
    expect(isDead(`${machine}-0badb007-4026531836-${process.pid}-1`)).toBe(first);
    expect(isDead(`${machine}-0badb007-4026532222-${process.pid}-1`)).toBe(false);
    expect(isDead(`0badcafe-0badb007-4026531836-${process.pid}-1`)).toBe(false);
    expect(isDead(`x-0badb007-4026531836-${process.pid}-1`)).toBe(false);
    expect(isDead(`x-${boot}-${namespace}-${process.pid}-1`)).toBe(false);
  },
);

test.each([
  ["nobody's", ""],
  ["a host's", machine],
  ["no process'", `${ownerPrefix(process.pid).replace(`-${process.pid}-`, "-abc-")}1`],
  ["every process'", `${ownerPrefix(0)}1`],
  ["a group's", `${ownerPrefix(-1)}1`],
  ["an older checker's", "host/999999999/1"],
])("%s is never called dead", (_, owner) => {
  expect(isDead(owner)).toBe(false);
});
