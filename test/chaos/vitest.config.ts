import { defineConfig } from "vitest/config";

/** `npm run test:chaos`: two files at a time, each test with its own servers. */
export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: ["test/chaos/*.test.ts"],
    globalSetup: "./test/chaos/setup.ts",
    testTimeout: 15 * 60_000,
    hookTimeout: 120_000,
    pool: "forks",
    // Each mostly waits for a start or an answer.
    maxWorkers: 2,
  },
});
