import { expect, test } from "vitest";
import { database, prisma } from "@/lib/database";
import { withTestDatabase } from "@/test/harness/test-database";
import { enqueue } from "./enqueue";
import { followClock } from "./follow-clock";

withTestDatabase();

const add = (startAfterSeconds: number) =>
  prisma().$transaction((transaction) => enqueue(transaction, "clean-up", {}, startAfterSeconds));

/** Seconds until each job may run, sorted. */
async function waits() {
  const { rows } = await database().query(
    "SELECT round(extract(epoch FROM start_after - now()))::int AS seconds FROM pgboss.job WHERE state < 'active' ORDER BY 1",
  );
  return (rows as { seconds: number }[]).map(({ seconds }) => seconds);
}

test("jobs made before the clock was set back an hour run when they should, and others keep their time", async () => {
  await add(0);
  await add(600);
  // As if they had been made while the clock was an hour ahead.
  await database().query("UPDATE pgboss.job SET created_on = created_on + '1 h', start_after = start_after + '1 h'");
  await add(900);
  expect(await followClock()).toBe(2);
  const [first = 0, second = 0, third = 0] = await waits();
  expect(first).toBeLessThanOrEqual(0);
  expect(second).toBeLessThanOrEqual(600);
  expect(second).toBeGreaterThan(540);
  expect(third).toBeGreaterThan(840);
  expect(await followClock()).toBe(0);
});

test("the next try of a job that failed before the clock was set back keeps its delay", async () => {
  await database().query("DELETE FROM pgboss.job");
  await add(0);
  await database().query(
    "UPDATE pgboss.job SET state = 'retry', started_on = now() + interval '1 h', start_after = now() + interval '1 h 15 s'",
  );
  await followClock();
  const [wait = 0] = await waits();
  expect(wait).toBeLessThanOrEqual(15);
  expect(wait).toBeGreaterThan(0);
});

test("a sign of life from the future does not hide a dead worker for an hour", async () => {
  await database().query("DELETE FROM pgboss.job");
  await add(0);
  await database().query("UPDATE pgboss.job SET state = 'active', heartbeat_on = now() + interval '1 h'");
  await followClock();
  const { rows } = await database().query("SELECT heartbeat_on <= now() AS past FROM pgboss.job");
  expect(rows).toEqual([{ past: true }]);
});
