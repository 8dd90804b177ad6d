import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["checker/**/*.test.ts", "slides/**/*.test.ts"],
    globalSetup: ["checker/setup/test-ready.ts"],
    passWithNoTests: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // What needs the engine shares two cores with it: more at once would measure the machine.
    maxWorkers: 2,
  },
});
