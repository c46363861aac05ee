import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { startGuests } from "@/test/harness/guests";
import { makeDeployment, randomMilliseconds, rounds } from "./deployment";
import { expectNothingLost } from "./report";

test("an app that is killed under load loses nothing that it accepted", async () => {
  const { databaseUrl, smtp, stores, start } = await makeDeployment();
  let app = await start();
  const guests = await startGuests(() => [app.origin], stores);
  const deaths: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await guests.accepted(5);
    await pause(randomMilliseconds());
    await app.kill();
    deaths.push(performance.now());
    app = await start();
  }
  await guests.accepted(5);
  await guests.stop();
  const { twice } = await expectNothingLost({ name: "app killed", rounds, deaths }, databaseUrl, smtp, guests);
  // A process sends at most eight emails at a time.
  expect(twice).toBeLessThanOrEqual(8 * rounds);
});

test("when a worker is killed under load, no email is lost and the web process keeps serving", async () => {
  const { databaseUrl, smtp, stores, start } = await makeDeployment();
  const web = await start({ WORKER: "off" });
  let worker = await start();
  const guests = await startGuests(() => [web.origin], stores);
  const deaths: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await pause(randomMilliseconds());
    await worker.kill();
    deaths.push(performance.now());
    worker = await start();
  }
  await guests.stop();
  await expectNothingLost({ name: "worker killed", rounds, deaths }, databaseUrl, smtp, guests);
  expect(guests.requests.filter(({ told }) => told !== "accepted")).toEqual([]);
});
