import { expect, test } from "vitest";
import { plainProgram } from "./plain-start.ts";

const python = (command: string, name = "python") => ({ processes: [{ name, command }], words: [], environment: [] });

test.each([
  ["python rng.py", "rng.py"],
  ["/usr/local/bin/python3.13 -u /app/code.py", "/app/code.py"],
])("%s: the program is plain", (command, program) => {
  expect(plainProgram(python(command), "py")).toBe(program);
});

test.each([
  ["another program as its argument", "python fake.py rng.py"],
  ["a module", "python -m rng"],
  ["a text", "python -c print(1) rng.py"],
  ["a server that imports it", "python /usr/local/bin/gunicorn rng:app"],
  ["an option with a value", "python -X dev rng.py"],
  ["a script that is called python", "/bin/sh /usr/local/bin/python rng.py"],
])("%s: it is not plain", (_, command) => {
  expect(plainProgram(python(command), "py")).toBeUndefined();
});

test("a door for a debugger changes nothing about which program runs", () => {
  const node = (command: string) => plainProgram({ ...python(command, "node") }, "js");
  expect(node("node --inspect=0.0.0.0:5858 result.js")).toBe("result.js");
  expect(node("node --inspect-brk result.js")).toBeUndefined();
  expect(node("node --import=./fake.js result.js")).toBeUndefined();
});

test("a program that calls itself otherwise is known by the kernel's name for it", () => {
  expect(plainProgram(python("python rng.py", "busybox"), "py")).toBeUndefined();
});

test("several processes, or an environment that leads the interpreter astray, are not plain", () => {
  const one = python("python rng.py");
  expect(plainProgram({ ...one, processes: [...one.processes, ...one.processes] }, "py")).toBeUndefined();
  expect(plainProgram({ ...one, environment: ["PYTHONUNBUFFERED=1"] }, "py")).toBe("rng.py");
  expect(plainProgram({ ...one, environment: ["PYTHONPATH=/fake"] }, "py")).toBeUndefined();
});

test("puma calls its process after itself: what the engine was told to start counts", () => {
  const started = (words: readonly string[], command = "puma 6.6.0 (tcp://0.0.0.0:80) [app]") =>
    plainProgram({ processes: [{ name: "ruby", command }], words, environment: [] }, "rb");
  expect(started(["ruby", "hasher.rb"])).toBe("hasher.rb");
  expect(started(["puma", "-b", "tcp://0.0.0.0:80"])).toBeUndefined();
  expect(started(["ruby", "hasher.rb"], "pumas")).toBeUndefined();
});
