import { defineConfig } from "vitest/config";

/** `npm run test:faults`: one fault at a time, each against servers of its own. */
export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: ["faults/*.test.ts"],
    globalSetup: "./faults/setup.ts",
    testTimeout: 15 * 60_000,
    hookTimeout: 120_000,
    pool: "forks",
    fileParallelism: false,
  },
});
