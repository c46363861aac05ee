import { existsSync } from "node:fs";
import { defineConfig } from "vitest/config";

// Once in a run of .ci/run, which installs the peers, and wherever they are installed.
const { CI, TEST_DATABASE_URL } = process.env;
const hasPeers = !TEST_DATABASE_URL && (CI !== undefined || existsSync("e2e/peers/vendure/node_modules"));

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: [
      "{lib,prisma,emails,app,components,docs,docker}/**/*.test.{ts,tsx}",
      "test/*.test.ts",
      "*.test.ts",
      ...(hasPeers ? ["test/peers/*.test.ts"] : []),
    ],
    globalSetup: ["./test/harness/database-template.ts", ...(hasPeers ? ["./test/harness/vendure-peer.ts"] : [])],
    setupFiles: "./test/harness/test-environment.ts",
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: "forks",
    // One more than two cores: several tests wait for a killed process to be missed, or for a server to start.
    maxWorkers: 3,
    // Each process keeps what it has loaded and compiled, PGlite above all: half the time. A file that changes what its
    // process shares (the environment, counters, a clock, the database's schema) sets it itself, or sets it back.
    isolate: false,
    restoreMocks: true,
  },
});
