import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: ["{lib,prisma,emails,app,components,docs}/**/*.test.{ts,tsx}", "*.test.ts"],
    globalSetup: "./prisma/test-template.ts",
    setupFiles: "./prisma/test-environment.ts",
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: "forks",
    maxWorkers: 2,
  },
});
