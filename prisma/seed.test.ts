import { expect, test } from "vitest";
import { unwrapSecret } from "@/lib/crypto";
import { customerName } from "@/lib/customer/customer-name";
import { searchCustomers } from "@/lib/customer/search-customers";
import { prisma } from "@/lib/database";
import { daysUntil } from "@/lib/request/request-deadline";
import { verifyPassword } from "@/lib/sign-in/password";
import type { Prisma } from "@/prisma/generated/client";
import { withTestDatabase } from "@/test/harness/test-database";
import { LOYAL } from "./demo/people";
import { seedDemo } from "./seed";

withTestDatabase();

test("the demo is created once, completely, and a second run only sets the password", async () => {
  const first = await seedDemo({ password: "correct horse battery staple" });
  expect(first).toMatchObject({ storeSlug: "demo", ownerEmail: "owner@demo.example" });
  const before = await counts();
  const store = await prisma().store.findUniqueOrThrow({ where: { slug: "demo" } });
  expect(unwrapSecret(store.handoffSecret ?? "", `store:${store.id}:handoff`)).toHaveLength(32);
  expect(store).toMatchObject({ informationConfirmedAt: expect.any(Date), informationConfirmedByName: "Ada Owner" });
  const confirmed = { type: "settings_saved", data: { equals: { page: "information", confirmed: true } } };
  expect(await prisma().event.count({ where: { storeId: store.id, ...confirmed } })).toBe(1);
  await prisma().store.update({ where: { id: store.id }, data: { informationConfirmedAt: null } });

  const second = await seedDemo({ password: undefined });
  expect(await counts()).toEqual(before);
  const { informationConfirmedAt } = await prisma().store.findUniqueOrThrow({ where: { slug: "demo" } });
  expect(informationConfirmedAt).toEqual(expect.any(Date));
  const owner = await prisma().merchant.findUniqueOrThrow({ where: { email: second.ownerEmail } });
  expect(await verifyPassword(owner.passwordHash ?? "", second.password)).toBe(true);
  expect(await verifyPassword(owner.passwordHash ?? "", first.password)).toBe(false);
}, 120_000);

test("the demo contains what is worth trying out", async () => {
  await seedDemo({ password: "correct horse battery staple" });
  const loyal = await prisma().customer.findFirstOrThrow({ where: { email: `${LOYAL}@mail.example` } });
  expect(await prisma().order.count({ where: { customerId: loyal.id } })).toBe(2000);
  expect(await prisma().customer.count({ where: { kind: "account" } })).toBeGreaterThanOrEqual(60);
  expect(await prisma().customer.count({ where: { kind: "guest" } })).toBeGreaterThanOrEqual(5);
  expect(await prisma().customer.count({ where: { lastName: { contains: "<script>" } } })).toBe(1);
  expect(await prisma().customer.count({ where: { note: { startsWith: "=" } } })).toBe(1);
  expect(await prisma().customer.count({ where: { email: "familie.brandt@mail.example" } })).toBe(2);
  expect(await prisma().customer.count({ where: { NOT: { email: { endsWith: ".example" } } } })).toBe(0);
  expect(await prisma().membership.groupBy({ by: ["role"], _count: true })).toHaveLength(3);
  const orders = (where: Prisma.OrderWhereInput) => prisma().order.count({ where });
  expect(await orders({ note: { contains: "Delia Crane" } })).toBe(1);
  expect(await orders({ shippingAddress: { path: ["name"], equals: "Henrietta Osei" } })).toBe(1);
  expect(await orders({ financialStatus: "partially_refunded" })).toBe(1);
  expect(await orders({ fulfilledAt: { gt: new Date() } })).toBe(0);
  const twins = await prisma().customer.findMany({ where: { email: "familie.brandt@mail.example" } });
  expect(new Set(twins.map(({ phone }) => phone)).size).toBe(1);
  expect(await orders({ emailNormalized: null, phoneNormalized: "433165550159", searchText: { not: null } })).toBe(1);
  const due = await prisma().request.findMany({ where: { state: "open" }, select: { dueAt: true } });
  const inDays = due.map(({ dueAt }) => daysUntil(dueAt, "UTC"));
  expect(inDays).toContain(1);
  expect(Math.min(...inDays)).toBeLessThan(0);
  const states = await prisma().request.groupBy({ by: ["state"], _count: true });
  expect(states.map(({ state }) => state).sort()).toEqual(
    ["answered", "cancelled", "open", "refused", "unverified"].sort(),
  );
}, 120_000);

test("each kind of search finds its person at the first try", async () => {
  await seedDemo({ password: "correct horse battery staple" });
  const { id: storeId } = await prisma().store.findUniqueOrThrow({ where: { slug: "demo" } });
  const find = async (search: string) => {
    const { rows } = await searchCustomers({ storeId, search, cursor: undefined });
    return rows.map((row) => customerName(row) ?? "").sort();
  };
  expect(await find("max")).toEqual(["Max Aigner", "Maximilian Thoma"]);
  expect(await find("maximil")).toEqual(["Maximilian Thoma"]);
  for (const typed of ["müller", "muller", "mueller"])
    expect([typed, await find(typed)]).toEqual([typed, ["Gerd Mueller", "Hanna Müller", "Ruth Muller"]]);
  expect(await find("osnabrück")).toEqual(["Gerd Mueller", "Hanna Müller"]);
  expect(await find("osnabrueck hanna")).toEqual(["Hanna Müller"]);
  for (const postalCode of ["49074", "5003"]) expect((await find(postalCode)).length).toBeGreaterThan(0);
  expect(await find("411 06")).toEqual(["Björn Möllerström"]);
  expect(await find("bergen")).toEqual(["Ingrid Sandvik"]);
  for (const half of ["0541 5550", "541 5550 165", "5550165"]) expect(await find(half)).toContain("Hanna Müller");
  const order = await prisma().order.findFirstOrThrow({ where: { storeId, email: "hanna.m@mail.example" } });
  for (const typed of [order.name, order.name.replace("#", "")]) expect(await find(typed)).toContain("Hanna Müller");
}, 120_000);

async function counts() {
  const [customers, orders, lines, requests, events] = await Promise.all([
    prisma().customer.count(),
    prisma().order.count(),
    prisma().orderLine.count(),
    prisma().request.count(),
    prisma().event.count(),
  ]);
  return { customers, orders, lines, requests, events };
}
