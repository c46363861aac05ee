import { defineConfig } from "vitest/config";

/** `npm run test:faults`: two files at a time, each fault against servers of its own. */
export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: ["faults/*.test.ts"],
    globalSetup: "./faults/setup.ts",
    testTimeout: 15 * 60_000,
    hookTimeout: 120_000,
    pool: "forks",
    // Most of each is waiting for a start or an answer.
    maxWorkers: 2,
  },
});
