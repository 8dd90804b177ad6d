import { expect, test } from "vitest";
import { parseMonitor } from "./monitor.ts";

test.each([
  ['1339518083.107412 [0 127.0.0.1:60866] "incrby" "hashes" "4"', 1339518083.107412, "127.0.0.1", 4],
  ['+1700000000.000001 [0 172.18.0.5:41822] "INCRBY" "hashes" "3"', 1700000000.000001, "172.18.0.5", 3],
  ['1700000000.5 [0 172.18.0.5:41822] "incr" "hashes"', 1700000000.5, "172.18.0.5", 1],
  ['1700000000.5 [15 [fd00::5]:41822] "incrby" "hashes" "2"', 1700000000.5, "[fd00::5]", 2],
  ['1700000000.5 [0 lua] "incrby" "hashes" "2"', 1700000000.5, "lua", 2],
  ['1700000000.5 [0 unix:/run/redis.sock] "incrby" "hashes" "2"', 1700000000.5, "unix:/run/redis.sock", 2],
])("%s is a count", (line, at, source, amount) => {
  expect(parseMonitor(line)).toEqual({ at, source, amount });
});

test("connections of one container are one source", () => {
  const from = (port: number) => parseMonitor(`1.5 [0 172.18.0.5:${port}] "incr" "hashes"`)?.source;
  expect(from(40001)).toBe(from(40002));
});

const begin = "1700000000.5 [0 172.18.0.5:41822]";

test.each([
  "",
  "+OK",
  "OK",
  `${begin} "hset" "wallet" "0ab" "\\x00\\xff"`,
  `${begin} "incrby" "coins" "4"`,
  `${begin} "incrby" "hashes2" "4"`,
  `${begin} "decrby" "hashes" "4"`,
  `${begin} "incrby" "hashes" "-4"`,
  `${begin} "incrby" "hashes" "4.5"`,
  `${begin} "incrby" "hashes" "1e9"`,
  `${begin} "incrby" "hashes" "${"9".repeat(400)}"`,
  `${begin} "incrby" "hashes"`,
  `${begin} "incr" "hashes" "4"`,
  `${begin} "incrby" "hashes" "4" "5"`,
  `${begin} "incrby" "hashes" "4"\n${begin} "incrby" "hashes" "4"`,
  `${begin} "set" "x" "${begin} \\"incrby\\" \\"hashes\\" \\"4\\""`,
  `x${begin} "incrby" "hashes" "4"`,
  '[0 172.18.0.5:41822] "incrby" "hashes" "4"',
  'NaN [0 172.18.0.5:41822] "incrby" "hashes" "4"',
  `1.5 [0 ${"a ".repeat(50_000)}`,
])("%j is none", (line) => {
  expect(parseMonitor(line)).toBeUndefined();
});
