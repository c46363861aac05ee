import { expect, test } from "vitest";
import { jobs } from "./jobs";

/** The shortest that pg-boss waits before a retry; at most it waits twice as long, up to the cap. */
function shortestDelaySeconds({ retryDelaySeconds, retryDelayMaxSeconds }: (typeof jobs)["send-email"], retry: number) {
  return Math.min(retryDelayMaxSeconds, retryDelaySeconds * 2 ** Math.min(15, retry));
}

test("an email is retried for a day, and not for two", () => {
  const policy = jobs["send-email"];
  const delays = Array.from({ length: policy.retryLimit }, (_, retry) => shortestDelaySeconds(policy, retry));
  const hours = delays.reduce((sum, delay) => sum + delay, 0) / 3600;
  expect(hours).toBeGreaterThanOrEqual(24);
  expect(hours).toBeLessThan(48);
});
