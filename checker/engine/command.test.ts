import { execFileSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { expect, test } from "vitest";
import { command } from "./command.ts";

const env = { PATH: process.env.PATH ?? "" };

/** Processes with these words in their command line. */
function running(words: string): string[] {
  const lines = execFileSync("ps", ["-eo", "pid,args"], { encoding: "utf8" }).split("\n");
  return lines.filter((line) => line.includes(words));
}

test("gives what was printed and how it ended", async () => {
  const { signal } = new AbortController();
  const good = await command("sh", ["-c", "echo out; echo err >&2"], { env, signal });
  expect(good).toMatchObject({ failed: false, stdout: "out\n" });
  expect(good.output.split("\n").sort()).toEqual(["", "err", "out"]);
  expect(await command("sh", ["-c", "exit 3"], { env, signal })).toMatchObject({ failed: true });
  expect(await command("no-such-program", [], { env, signal })).toMatchObject({ failed: true, code: "ENOENT" });
  expect(await command("cat", [], { env, signal, input: "in" })).toMatchObject({ stdout: "in" });
});

test("a child of a child that ignores SIGTERM and holds the output ends with its command", async () => {
  const seconds = `sleep ${randomInt(100_000, 999_999)}`;
  const stop = new AbortController();
  const ended = command("sh", ["-c", `trap '' TERM; (trap '' TERM; echo started; ${seconds}; true) & wait; true`], {
    env,
    signal: stop.signal,
  });
  // The shells carry the same words: the sleep itself is waited for.
  const asleep = () => running(seconds).some((line) => line.trim().endsWith(` ${seconds}`) && !line.includes("sh -c"));
  while (!asleep()) await new Promise((resolve) => setTimeout(resolve, 20));
  stop.abort();
  expect(await ended).toMatchObject({ failed: true, stdout: "started\n" });
  expect(running(seconds)).toEqual([]);
});

test("of a long output the beginning and the end are kept", async () => {
  const { signal } = new AbortController();
  const { output } = await command("sh", ["-c", "echo first; seq 1000000; echo last"], { env, signal });
  expect(output).toMatch(/^first\n1\n/);
  expect(output).toMatch(/1000000\nlast\n$/);
  expect(output.length).toBeLessThan(100_000);
});
