import { rmSync } from "node:fs";
import { defineConfig } from "playwright/test";
import { findChromium } from "./e2e/programs";
import { dataDir, origin, password, port } from "./e2e/setting";

// The stories run against one production server with the demo store. Each worker loads this file
// too: only the first makes room.
if (process.env.TEST_WORKER_INDEX === undefined) rmSync(dataDir, { recursive: true, force: true });

export default defineConfig({
  testDir: "e2e",
  testMatch: "*.spec.ts",
  workers: 1,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
  use: {
    baseURL: origin,
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    // Recording a trace slows each step; .ci/run, which keeps none, goes without.
    trace: process.env.CI ? "off" : "retain-on-failure",
    launchOptions: {
      executablePath: findChromium(),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  webServer: {
    command: "node build/server.mjs demo",
    url: `${origin}/api/health/ready`,
    timeout: 120_000,
    stdout: "pipe",
    gracefulShutdown: { signal: "SIGTERM", timeout: 30_000 },
    env: {
      PORT: String(port),
      DATA_DIR: dataDir,
      DEMO_PASSWORD: password,
      // Each story is a client of its own: fixtures.ts sends its address as a proxy would.
      TRUSTED_PROXIES: "1",
      DATABASE_URL: process.env.E2E_DATABASE_URL ?? "",
    },
  },
});
