import { expect, test } from "vitest";
import { LIMIT, shareOf } from "./limits.ts";

const GIB = 1024 ** 3;

test("a few containers have all that one may have, on a small machine, too", () => {
  expect(shareOf(8, 2 * GIB)).toEqual({ memory: LIMIT.memory, pids: LIMIT.pids });
  expect(shareOf(16, 16 * GIB)).toEqual({ memory: LIMIT.memory, pids: LIMIT.pids });
});

test.each([8, 16, 64])("many share half of a machine with %i GiB, and 4096 processes", (size) => {
  for (const containers of [20, 50, 64]) {
    const { memory, pids } = shareOf(containers, size * GIB);
    expect(memory * containers).toBeLessThanOrEqual((size / 2) * GIB);
    expect(memory).toBeGreaterThanOrEqual(64 * 1024 ** 2);
    expect(pids * containers).toBeLessThanOrEqual(4096);
    expect(pids).toBeGreaterThanOrEqual(64);
  }
});
