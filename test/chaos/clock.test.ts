import { randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { expect, test, vi } from "vitest";
import { type Clock, makeClock } from "@/test/harness/clock";
import { openRequestPage, submitAsForm } from "@/test/harness/guest";
import { addressOf } from "@/test/harness/stores";
import { account } from "./account";
import { sendGuests } from "./guests";
import { rounds, someMilliseconds } from "./rounds";
import { makeSetting } from "./setting";

const made = makeClock();
const clock = made as Clock;
const HOUR = 3600;

/** As long as libfaketime keeps a time that it has read, twice. */
const SEEN_MS = 2000;

test.skipIf(!made)(
  `a clock that jumps an hour forward and back loses no e-mail and holds none back${made ? "" : " (libfaketime is missing: apt-get install faketime)"}`,
  async () => {
    clock.set(0);
    const { databaseUrl, smtp, stores, start } = await makeSetting(clock.variables);
    const app = await start();
    const guests = await sendGuests(() => [app.origin], stores, 1);
    for (let round = 0; round < rounds; round++) {
      await pause(someMilliseconds());
      clock.set(round % 2 === 0 ? HOUR : 0);
      await pause(SEEN_MS);
    }
    await guests.leave();
    await account({ name: "clock jumps an hour", rounds }, databaseUrl, smtp, guests);
    expect(guests.asks.filter(({ told }) => told !== "accepted")).toEqual([]);
  },
);

test.skipIf(!made)("a link opens after the clock has jumped, and a limit holds for an hour of it", async () => {
  clock.set(0);
  const { databaseUrl, smtp, stores, start } = await makeSetting(clock.variables);
  const app = await start();
  const form = await openRequestPage(app.origin, stores[0]?.slug ?? "");
  let number = 0;
  const ask = async (email: string, slug: string) => {
    const guest = { origin: app.origin, email, address: addressOf(number++) };
    const { accepted } = await submitAsForm(
      { ...form, path: `/s/${slug}`, fields: { ...form.fields, store: slug } },
      guest,
    );
    return accepted ? "accepted" : "refused";
  };
  const links: string[] = [];
  for (let round = 0; round < rounds; round++) {
    const email = `clock-${round}@mail.example`;
    // Three e-mails an hour to one inbox, over all stores.
    const told = [];
    for (let store = 0; store < 4; store++) told.push(await ask(email, stores[store]?.slug ?? ""));
    expect(told).toEqual(["accepted", "accepted", "accepted", "refused"]);
    const sent = () => smtp.messages.filter(({ recipient }) => recipient === email);
    await vi.waitUntil(() => sent().length === 3, { timeout: 60_000, interval: 20 });
    const forward = round % 2 === 0;
    clock.set(forward ? HOUR + 1 : 0);
    await pause(SEEN_MS + randomInt(500));
    // Forward the hour is over; back it is not.
    expect(await ask(email, stores[5]?.slug ?? "")).toBe(forward ? "accepted" : "refused");
    const link = sent()[0]?.links.find((address) => address.includes("/verify/")) ?? "";
    links.push(link);
    const answer = await fetch(`${app.origin}${new URL(link).pathname}/confirm`, {
      method: "POST",
      headers: { origin: app.origin, "x-forwarded-for": addressOf(number++) },
      body: new URLSearchParams(),
      redirect: "manual",
    });
    expect(answer.status).toBe(303);
  }
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const { rows } = await client
    .query("SELECT count(DISTINCT email)::int AS open FROM request WHERE state = 'open'")
    .finally(() => client.end());
  expect(rows).toEqual([{ open: rounds }]);
});
