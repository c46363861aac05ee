import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { account } from "./account";
import { sendGuests } from "./guests";
import { rounds, someMilliseconds } from "./rounds";
import { makeSetting } from "./setting";

test.each([
  ["stopped", (postgres: Postgres) => postgres.stop("fast")],
  ["killed", (postgres: Postgres) => postgres.kill()],
] as const)("PostgreSQL %s and started again under load: the app goes on by itself", async (name, strike) => {
  const { postgres, databaseUrl, smtp, stores, start } = await makeSetting();
  const app = await start();
  const guests = await sendGuests(() => [app.origin], stores);
  for (let round = 0; round < rounds; round++) {
    await guests.accepted(5);
    await pause(someMilliseconds());
    strike(postgres);
    await pause(someMilliseconds(500));
    postgres.start();
  }
  await guests.accepted(5);
  await guests.leave();
  await account({ name: `PostgreSQL ${name}`, rounds }, databaseUrl, smtp, guests);
  // The process lived through it all, and whoever asked meanwhile had an answer.
  expect((await fetch(`${app.origin}/api/health/live`)).status).toBe(200);
  expect(guests.asks.filter(({ told }) => told === "unknown")).toEqual([]);
});

type Postgres = Awaited<ReturnType<typeof makeSetting>>["postgres"];
