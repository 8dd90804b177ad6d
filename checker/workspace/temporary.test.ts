import { expect, test, vi } from "vitest";
import { requireTemporaryFolder } from "./temporary.ts";

test.each(["/nowhere/at/all", "some/where", "/dev/null"])("temporary files cannot go to %s", async (place) => {
  vi.stubEnv("TMPDIR", place);
  try {
    await expect(requireTemporaryFolder()).rejects.toMatchObject({ code: "TMPDIR_UNUSABLE" });
  } finally {
    vi.unstubAllEnvs();
  }
});

test("they can go where they usually do", async () => {
  await expect(requireTemporaryFolder()).resolves.toBe(undefined);
});
