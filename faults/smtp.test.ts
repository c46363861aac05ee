import { randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import type { SmtpBehaviour } from "@/rig/smtp";
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
