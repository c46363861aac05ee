import { beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { makeRequest } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { readOverview } from "./overview";

withTestDatabase();

/** A Monday, early in the morning in Auckland and still Sunday in Los Angeles. */
const now = new Date("2026-11-29T18:00:00Z");
const at = (time: string) => new Date(time);
const later = new Date("2027-01-31T12:00:00Z");

let storeId: string;

beforeEach(async () => {
  storeId = (await makeStore({ timeZone: "Pacific/Auckland" })).id;
});

test("a store without requests has nothing to count", async () => {
  const { weeks, ...rest } = await readOverview(storeId, now);
  expect(rest).toMatchObject({ days: 90, answerTimes: [], limitDays: 31, lapsed: { count: 0 } });
  expect(weeks.map(({ counts }) => counts)).toEqual(Array(13).fill({ guest: 0, signed_in: 0, staff: 0, shopify: 0 }));
});

test("requests are counted in the week in which they were made in the store's time zone, by source", async () => {
  const make = (createdAt: string, fields: Parameters<typeof makeRequest>[1] = {}) =>
    makeRequest(storeId, { createdAt: at(createdAt), dueAt: later, ...fields });
  await make("2026-11-29T10:59:59Z"); // Sunday, a second before midnight in Auckland
  await make("2026-11-29T11:00:00Z", { source: "signed_in" }); // Monday
  await make("2026-11-29T12:00:00Z", { source: "signed_in", state: "answered", closedAt: now });
  await make("2026-11-29T12:00:00Z", { state: "unverified" });
  await make("2026-11-29T12:00:00Z", { state: "cancelled", closedAt: now }); // spam: nobody had verified it
  await make("2026-11-29T12:00:00Z", { state: "cancelled", closedAt: now, verifiedAt: now, source: "signed_in" });
  await make("2026-09-06T12:00:00Z", { source: "staff" }); // the first Monday
  await make("2026-09-06T11:59:59Z", { source: "staff" }); // the Sunday before: Auckland's clocks change later
  const { weeks } = await readOverview(storeId, now);
  expect(weeks[0]).toEqual({
    start: at("2026-09-06T12:00:00Z"),
    counts: { guest: 0, signed_in: 0, staff: 1, shopify: 0 },
  });
  expect(weeks.slice(-2)).toEqual([
    { start: at("2026-11-22T11:00:00Z"), counts: { guest: 1, signed_in: 0, staff: 0, shopify: 0 } },
    { start: at("2026-11-29T11:00:00Z"), counts: { guest: 0, signed_in: 3, staff: 0, shopify: 0 } },
  ]);
  const counted = weeks.flatMap(({ counts }) => Object.values(counts)).reduce((sum, count) => sum + count, 0);
  expect(counted).toBe(5);
});

test("answers and refusals of the last 90 days are counted by whole days and by whether they were late", async () => {
  const close = (createdAt: string, closedAt: string, dueAt: string, state: "answered" | "refused" | "cancelled") =>
    makeRequest(storeId, { createdAt: at(createdAt), closedAt: at(closedAt), dueAt: at(dueAt), state });
  await close("2026-11-20T10:00:00Z", "2026-11-20T11:00:00Z", "2026-12-20T10:59:59.999Z", "answered");
  await close("2026-11-01T10:00:00Z", "2026-11-05T09:59:59Z", "2026-12-01T10:59:59.999Z", "answered");
  await close("2026-11-01T10:00:00Z", "2026-11-04T10:00:00Z", "2026-12-01T10:59:59.999Z", "refused");
  await close("2026-10-01T10:00:00Z", "2026-11-01T10:59:59.999Z", "2026-11-01T10:59:59.999Z", "answered");
  await close("2026-10-01T10:00:00Z", "2026-11-01T11:00:00Z", "2026-11-01T10:59:59.999Z", "answered");
  await close("2026-11-01T10:00:00Z", "2026-11-02T10:00:00Z", "2026-12-01T10:59:59.999Z", "cancelled");
  await close("2026-08-01T10:00:00Z", "2026-08-31T17:59:59Z", "2026-09-01T10:59:59.999Z", "answered");
  const { answerTimes } = await readOverview(storeId, now);
  expect(answerTimes).toEqual([
    { days: 0, count: 1, late: 0 },
    { days: 3, count: 2, late: 0 },
    { days: 31, count: 2, late: 1 },
  ]);
});

test("a store that erases its records earlier is shown no further back", async () => {
  await prisma().store.update({
    where: { id: storeId },
    data: { retentionMonths: 2, responsePeriod: 14, responsePeriodUnit: "days" },
  });
  const { days, weeks, limitDays } = await readOverview(storeId, now);
  expect([days, weeks.length, limitDays]).toEqual([60, 9, 14]);
});

test("lapsed requests are those of this month and the two before", async () => {
  const lapse = (month: string, count: number, state: "unverified" | "answered" = "unverified") =>
    prisma().erasedRequests.create({
      data: { storeId, month: at(month), type: "export", source: "guest", state, count },
    });
  await lapse("2026-11-01", 3);
  await lapse("2026-09-01", 4);
  await lapse("2026-08-01", 50);
  await lapse("2026-11-01", 600, "answered");
  expect((await readOverview(storeId, now)).lapsed).toEqual({ count: 7, since: at("2026-09-01") });
});

test("another store's requests are not counted", async () => {
  await makeRequest(storeId, { createdAt: now, dueAt: later });
  await makeRequest(storeId, { state: "answered", createdAt: now, closedAt: now, dueAt: later });
  const { weeks, answerTimes, counts } = await readOverview((await makeStore()).id, now);
  expect(weeks.every((week) => Object.values(week.counts).every((count) => count === 0))).toBe(true);
  expect([answerTimes, counts.open, counts.closed]).toEqual([[], 0, 0]);
  expect((await readOverview(storeId, now)).counts).toMatchObject({ open: 1, overdue: 0, closed: 1 });
});
