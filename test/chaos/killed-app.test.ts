import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { account } from "./account";
import { sendGuests } from "./guests";
import { rounds, someMilliseconds } from "./rounds";
import { makeSetting } from "./setting";

test("an app killed under load loses nothing that it has accepted", async () => {
  const { databaseUrl, smtp, stores, start } = await makeSetting();
  let app = await start();
  const guests = await sendGuests(() => [app.origin], stores);
  const deaths: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await guests.accepted(5);
    await pause(someMilliseconds());
    await app.kill();
    deaths.push(performance.now());
    app = await start();
  }
  await guests.accepted(5);
  await guests.leave();
  const { twice } = await account({ name: "app killed", rounds, deaths }, databaseUrl, smtp, guests);
  // Eight e-mails at most are on their way in a process.
  expect(twice).toBeLessThanOrEqual(8 * rounds);
});

test("a worker killed under load loses no e-mail, and the web process serves on", async () => {
  const { databaseUrl, smtp, stores, start } = await makeSetting();
  const web = await start({ WORKER: "off" });
  let worker = await start();
  const guests = await sendGuests(() => [web.origin], stores);
  const deaths: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await pause(someMilliseconds());
    await worker.kill();
    deaths.push(performance.now());
    worker = await start();
  }
  await guests.leave();
  await account({ name: "worker killed", rounds, deaths }, databaseUrl, smtp, guests);
  expect(guests.asks.filter(({ told }) => told !== "accepted")).toEqual([]);
});
