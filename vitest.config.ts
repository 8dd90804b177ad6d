import { defineConfig } from "vitest/config";

/** Tests by what they need; a file's name says it. */
const ENGINE = "**/*.docker.test.ts";
const BROWSER = "**/*.browser.test.ts";
/** What measures time: nothing else runs beside it. */
const ALONE = "**/*.alone.test.ts";
const ANY = ["checker/**/*.test.ts", "slides/**/*.test.ts"];

export default defineConfig({
  test: {
    passWithNoTests: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // What needs the engine shares two cores with it: more at once would measure the machine.
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: "unit", include: ANY, exclude: [ENGINE, BROWSER, ALONE] } },
      {
        extends: true,
        test: {
          name: "browser",
          include: [`slides/${BROWSER}`, `checker/${BROWSER}`],
          globalSetup: ["checker/setup/test-browser.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "docker",
          include: [`slides/${ENGINE}`, `checker/${ENGINE}`],
          // A page of a lab is looked at in a browser, too.
          globalSetup: ["checker/setup/test-engine.ts", "checker/setup/test-browser.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "alone",
          include: [`slides/${ALONE}`, `checker/${ALONE}`],
          globalSetup: ["checker/setup/test-engine.ts", "checker/setup/test-browser.ts"],
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
