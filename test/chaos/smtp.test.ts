import { randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { startGuests } from "@/test/harness/guests";
import type { SmtpBehavior } from "@/test/harness/smtp";
import { makeDeployment, randomMilliseconds, rounds } from "./deployment";
import { expectNothingLost } from "./report";

test("an SMTP server that refuses, disconnects or defers delays emails and loses none", async () => {
  const { databaseUrl, smtp, stores, start } = await makeDeployment();
  const app = await start();
  const guests = await startGuests(() => [app.origin], stores);
  const faults: SmtpBehavior[] = ["refuse", "drop", "temporary"];
  for (let round = 0; round < rounds; round++) {
    await pause(randomMilliseconds(500));
    await smtp.behave(faults[(round + randomInt(2)) % faults.length] ?? "drop");
    await pause(randomMilliseconds(800));
    await smtp.behave("accept");
  }
  await guests.stop();
  await expectNothingLost({ name: "SMTP refuses, drops, 4xx", rounds }, databaseUrl, smtp, guests);
  expect(guests.requests.filter(({ told }) => told !== "accepted")).toEqual([]);
});

test("an SMTP server that hangs delays emails and loses none", async () => {
  const { databaseUrl, smtp, stores, start } = await makeDeployment();
  // Each process has eight connections, and waits half a minute for one that hangs.
  const [app] = [await start(), await start()];
  const guests = await startGuests(() => [app.origin], stores);
  for (let round = 0; round < rounds; round++) {
    const [taken, hung] = [smtp.messages.length, smtp.hung()];
    await smtp.behave("hang");
    await vi.waitUntil(() => smtp.hung() > hung, { timeout: 60_000, interval: 10 });
    await pause(randomInt(150));
    await smtp.behave("accept");
    await vi.waitUntil(() => smtp.messages.length > taken, { timeout: 60_000, interval: 10 });
    await pause(randomInt(500));
  }
  await guests.stop();
  await expectNothingLost({ name: "SMTP hangs", rounds }, databaseUrl, smtp, guests);
  expect(guests.requests.filter(({ told }) => told !== "accepted")).toEqual([]);
});

test("an email that the SMTP server refuses for good is tried once and stored as failed", async () => {
  const { databaseUrl, smtp, stores, start } = await makeDeployment();
  const app = await start();
  const guests = await startGuests(() => [app.origin], stores);
  for (let round = 0; round < rounds; round++) {
    const { length } = smtp.refused;
    await pause(randomMilliseconds(500));
    await smtp.behave("permanent");
    await vi.waitUntil(() => smtp.refused.length > length, { timeout: 60_000, interval: 10 });
    await pause(randomInt(500));
    await smtp.behave("accept");
  }
  await guests.stop();
  const { refused } = await expectNothingLost({ name: "SMTP 5xx", rounds }, databaseUrl, smtp, guests);
  expect(refused).toBeGreaterThanOrEqual(rounds);
  expect(guests.requests.filter(({ told }) => told !== "accepted")).toEqual([]);
});
