import { defineConfig } from "vitest/config";

/** `npm run test:attacks`: attacks on the production build on PostgreSQL with rate limits on. */
export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: ["test/attacks/*.test.ts"],
    globalSetup: "./test/attacks/setup.ts",
    testTimeout: 15 * 60_000,
    hookTimeout: 120_000,
    pool: "forks",
    // Others would distort what is measured: who runs attacks that measure nothing may have two workers.
    maxWorkers: 1,
    isolate: false,
  },
});
