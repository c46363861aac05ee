import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { mintVerification } from "@/lib/verification/mint-verification";
import { makeRequest, makeRequests, submitAsGuest } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { deleteUnverified } from "./delete-unverified";

withTestDatabase();

test("requests that nobody verified within seven days are deleted with everything that belongs to them", async () => {
  const store = await makeStore();
  const where = { storeId: store.id };
  for (const name of ["forgotten", "proved", "fresh"]) await submitAsGuest(store, `${name}@mail.example`);
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
  const set = (name: string, data: object) =>
    prisma().request.updateMany({ where: { ...where, email: `${name}@mail.example` }, data });
  await set("forgotten", { createdAt: daysAgo(7.01) });
  await set("proved", { createdAt: daysAgo(30), state: "open", emailVerified: true });
  await set("fresh", { createdAt: daysAgo(6.99) });
  for (const { id } of await prisma().request.findMany({ where })) await mintVerification(store.id, id);

  expect(await deleteUnverified()).toBe(1);
  expect(await deleteUnverified()).toBe(0);
  const left = (await prisma().request.findMany({ where })).map(({ email }) => email);
  expect(left.sort()).toEqual(["fresh@mail.example", "proved@mail.example"]);
  expect(await prisma().event.count({ where })).toBe(2);
  expect(await prisma().verification.count({ where })).toBe(1);
});

test("how many lapsed is counted by month, over all runs", async () => {
  const [store, other] = [await makeStore(), await makeStore()];
  const now = new Date("2026-12-01T00:10:00Z");
  const lapsed = { state: "unverified", createdAt: new Date(now.getTime() - 8 * 86_400_000) } as const;
  await makeRequests(store.id, [lapsed, lapsed]);
  await makeRequest(other.id, lapsed);
  await deleteUnverified(new Date(now.getTime() - 900_000));
  await makeRequest(store.id, lapsed);
  await deleteUnverified(now);
  await makeRequest(store.id, lapsed);
  await deleteUnverified(now);
  const counts = await prisma().erasedRequests.findMany({ where: { storeId: store.id }, orderBy: { month: "asc" } });
  const each = { storeId: store.id, type: "export", source: "guest", state: "unverified", count: 2 };
  expect(counts).toEqual([
    { ...each, month: new Date("2026-11-01") },
    { ...each, month: new Date("2026-12-01") },
  ]);
});
