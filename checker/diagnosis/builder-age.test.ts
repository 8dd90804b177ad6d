import { expect, test } from "vitest";
import { builderTooOld } from "./builder-age.ts";

const told = (output: string) => builderTooOld("rng/Dockerfile", output, "20.10.24");

test.each([
  ["failed to solve: dockerfile parse error on line 3: Unknown flag: link", "the option --link", "23.0"],
  ["#3 DONE\nERROR: failed to solve: unknown flag: --start-interval", "the option --start-interval", "25.0"],
  [
    "ERROR: failed to process: missing ':' in substitution",
    "the way in which it uses a variable",
    "a newer Docker Engine",
  ],
  ["failed to solve: unsupported modifier (#) in substitution", "the way in which it uses a variable", "a newer"],
])("%s", (output, what, engine) => {
  const error = told(output);
  expect(error?.code).toBe("TOO_OLD");
  expect(error?.message).toContain(`20.10.24 is too old for ${what}`);
  expect(error?.advice).toContain(engine);
});

test.each(["#7 0.123 unknown flag: --link", "unknown flag: --link\nERROR: exit code: 1", "ERROR: the step failed"])(
  "a RUN that says so, or another error, is not the builder's age: %s",
  (output) => {
    expect(told(output)).toBeUndefined();
  },
);
