import { rmSync } from "node:fs";
import { defineConfig } from "playwright/test";
import { dataDir, origin, password, port } from "./e2e/server";
import { chromiumOptions } from "./test/harness/programs";

// The tests run against one production server with the demo store. Each worker loads this file too: only the first one
// deletes the data.
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
    // Recording a trace slows each step, and .ci/run keeps none.
    trace: process.env.CI ? "off" : "retain-on-failure",
    launchOptions: chromiumOptions(),
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
      // Each test is a different client: fixtures.ts sends X-Forwarded-For as a proxy would.
      TRUSTED_PROXIES: "1",
      DATABASE_URL: process.env.E2E_DATABASE_URL ?? "",
    },
  },
});
