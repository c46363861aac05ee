import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { startGuests } from "@/test/harness/guests";
import { makeDeployment, randomMilliseconds, rounds } from "./deployment";
import { expectNothingLost } from "./report";

test.each([
  ["stopped", (postgres: Postgres) => postgres.stop("fast")],
  ["killed", (postgres: Postgres) => postgres.kill()],
] as const)("when PostgreSQL is %s and restarted under load, the app recovers by itself", async (name, strike) => {
  const { postgres, databaseUrl, smtp, stores, start } = await makeDeployment();
  const app = await start();
  const guests = await startGuests(() => [app.origin], stores);
  for (let round = 0; round < rounds; round++) {
    await guests.accepted(5);
    await pause(randomMilliseconds());
    strike(postgres);
    await pause(randomMilliseconds(500));
    postgres.start();
  }
  await guests.accepted(5);
  await guests.stop();
  await expectNothingLost({ name: `PostgreSQL ${name}`, rounds }, databaseUrl, smtp, guests);
  // The process survived, and everyone got an answer.
  expect((await fetch(`${app.origin}/api/health/live`)).status).toBe(200);
  expect(guests.requests.filter(({ told }) => told === "unknown")).toEqual([]);
});

type Postgres = Awaited<ReturnType<typeof makeDeployment>>["postgres"];
