import { expect, test } from "vitest";
import { makeRequest, makeRequests } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { countOpenRequests, countRequests, countText } from "./count-requests";

withTestDatabase();

test("each view counts its own requests of the store, by the days of its time zone", async () => {
  const { id: storeId } = await makeStore();
  const now = new Date("2027-03-21T23:30:00Z"); // March 22 in Berlin
  for (const dueAt of [
    ...["2027-03-20T22:59:59.999Z", "2027-03-21T22:59:59.999Z", "2027-03-22T22:59:59.999Z"],
    ...["2027-03-29T21:59:59.999Z", "2027-03-30T21:59:59.999Z"],
  ])
    await makeRequest(storeId, { dueAt: new Date(dueAt) });
  for (const state of ["unverified", "answered", "refused", "cancelled", "answered"] as const)
    await makeRequest(storeId, { state, dueAt: new Date("2027-03-22T22:59:59.999Z") });
  const counts = { open: 5, overdue: 2, week: 2, unverified: 1, closed: 4, all: 10 };
  expect(await countRequests(storeId, "Europe/Berlin", now)).toEqual(counts);
  expect(await countOpenRequests(storeId)).toBe(5);
  const other = (await makeStore()).id;
  expect(await countOpenRequests(other)).toBe(0);
  expect(Object.values(await countRequests(other, "UTC", now))).toEqual([0, 0, 0, 0, 0, 0]);
});

test("counting stops at a thousand", async () => {
  const { id: storeId } = await makeStore();
  await makeRequests(
    storeId,
    Array.from({ length: 1001 }, () => ({})),
  );
  const { open, all } = await countRequests(storeId, "UTC");
  expect([open, all, await countOpenRequests(storeId)].map(countText)).toEqual(["999+", "999+", "999+"]);
  expect([0, 999, 1000].map(countText)).toEqual(["0", "999", "999+"]);
});
