import { randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import type { SmtpBehaviour } from "@/test/harness/smtp";
import { account } from "./account";
import { sendGuests } from "./guests";
import { rounds, someMilliseconds } from "./rounds";
import { makeSetting } from "./setting";

test("an SMTP server that refuses, breaks off or puts off delays e-mails and loses none", async () => {
  const { databaseUrl, smtp, stores, start } = await makeSetting();
  const app = await start();
  const guests = await sendGuests(() => [app.origin], stores);
  const faults: SmtpBehaviour[] = ["refuse", "drop", "temporary"];
  for (let round = 0; round < rounds; round++) {
    await pause(someMilliseconds(500));
    await smtp.behave(faults[(round + randomInt(2)) % faults.length] ?? "drop");
    await pause(someMilliseconds(800));
    await smtp.behave("accept");
  }
  await guests.leave();
  await account({ name: "SMTP refuses, drops, 4xx", rounds }, databaseUrl, smtp, guests);
  expect(guests.asks.filter(({ told }) => told !== "accepted")).toEqual([]);
});

test("an SMTP server that hangs delays e-mails and loses none", async () => {
  const { databaseUrl, smtp, stores, start } = await makeSetting();
  // Each process has eight connections, and a hung one is held for half a minute.
  const [app] = [await start(), await start()];
  const guests = await sendGuests(() => [app.origin], stores);
  for (let round = 0; round < rounds; round++) {
    const [taken, hung] = [smtp.messages.length, smtp.hung()];
    await smtp.behave("hang");
    await vi.waitUntil(() => smtp.hung() > hung, { timeout: 60_000, interval: 10 });
    await pause(randomInt(150));
    await smtp.behave("accept");
    await vi.waitUntil(() => smtp.messages.length > taken, { timeout: 60_000, interval: 10 });
    await pause(randomInt(500));
  }
  await guests.leave();
  await account({ name: "SMTP hangs", rounds }, databaseUrl, smtp, guests);
  expect(guests.asks.filter(({ told }) => told !== "accepted")).toEqual([]);
});

test("an e-mail that the SMTP server refuses for good is tried once and stands as failed", async () => {
  const { databaseUrl, smtp, stores, start } = await makeSetting();
  const app = await start();
  const guests = await sendGuests(() => [app.origin], stores);
  for (let round = 0; round < rounds; round++) {
    const { length } = smtp.refused;
    await pause(someMilliseconds(500));
    await smtp.behave("permanent");
    await vi.waitUntil(() => smtp.refused.length > length, { timeout: 60_000, interval: 10 });
    await pause(randomInt(500));
    await smtp.behave("accept");
  }
  await guests.leave();
  const { refused } = await account({ name: "SMTP 5xx", rounds }, databaseUrl, smtp, guests);
  expect(refused).toBeGreaterThanOrEqual(rounds);
  expect(guests.asks.filter(({ told }) => told !== "accepted")).toEqual([]);
});
