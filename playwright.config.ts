import { defineConfig } from "playwright/test";
import { origin } from "./e2e/server";
import { chromiumOptions } from "./test/harness/programs";

/** Stories in Chromium. Each worker has a production server with a demo store of its own (e2e/fixtures.ts). */
export default defineConfig({
  testDir: "e2e",
  testMatch: "*.spec.ts",
  // One more than two cores: a story also waits, for mail and for jobs.
  workers: 3,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
  use: {
    baseURL: origin,
    // What is not there by then does not come: a story fails, and does not wait for its end.
    actionTimeout: 30_000,
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    // Recording a trace slows each step, and .ci/run keeps none.
    trace: process.env.CI ? "off" : "retain-on-failure",
    launchOptions: chromiumOptions(),
  },
});
