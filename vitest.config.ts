import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: ["{lib,prisma,emails,app,components,docs,docker}/**/*.test.{ts,tsx}", "test/*.test.ts", "*.test.ts"],
    globalSetup: "./test/harness/database-template.ts",
    setupFiles: "./test/harness/test-environment.ts",
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: "forks",
    maxWorkers: 2,
    // Each of the two processes keeps what it has loaded and compiled, PGlite above all: half the time. A file that
    // changes what its process shares (the environment, counters, a clock) sets it itself, or sets it back.
    isolate: false,
    restoreMocks: true,
  },
});
