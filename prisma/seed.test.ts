import { expect, test } from "vitest";
import { unwrapSecret } from "@/lib/crypto";
import { prisma } from "@/lib/database";
import { verifyPassword } from "@/lib/sign-in/password";
import { withTestDatabase } from "@/test/harness/test-database";
import { LOYAL } from "./demo/people";
import { seedDemo } from "./seed";

withTestDatabase();

test("the demo is made once, whole, and a second run only sets the password", async () => {
  const first = await seedDemo({ password: "correct horse battery staple" });
  expect(first).toMatchObject({ storeSlug: "demo", ownerEmail: "owner@demo.example" });
  const before = await counts();
  const store = await prisma().store.findUniqueOrThrow({ where: { slug: "demo" } });
  expect(unwrapSecret(store.handoffSecret ?? "", `store:${store.id}:handoff`)).toHaveLength(32);

  const second = await seedDemo({ password: undefined });
  expect(await counts()).toEqual(before);
  const owner = await prisma().merchant.findUniqueOrThrow({ where: { email: second.ownerEmail } });
  expect(await verifyPassword(owner.passwordHash ?? "", second.password)).toBe(true);
  expect(await verifyPassword(owner.passwordHash ?? "", first.password)).toBe(false);
}, 120_000);

test("it holds what is worth trying out", async () => {
  await seedDemo({ password: "correct horse battery staple" });
  const loyal = await prisma().customer.findFirstOrThrow({ where: { email: `${LOYAL}@mail.example` } });
  expect(await prisma().order.count({ where: { customerId: loyal.id } })).toBe(2000);
  expect(await prisma().customer.count({ where: { kind: "account" } })).toBeGreaterThanOrEqual(60);
  expect(await prisma().customer.count({ where: { kind: "guest" } })).toBeGreaterThanOrEqual(5);
  expect(await prisma().customer.count({ where: { lastName: { contains: "<script>" } } })).toBe(1);
  expect(await prisma().customer.count({ where: { note: { startsWith: "=" } } })).toBe(1);
  expect(await prisma().customer.count({ where: { email: "familie.brandt@mail.example" } })).toBe(2);
  expect(await prisma().customer.count({ where: { NOT: { email: { endsWith: ".example" } } } })).toBe(0);
  const states = await prisma().request.groupBy({ by: ["state"], _count: true });
  expect(states.map(({ state }) => state).sort()).toEqual(
    ["answered", "cancelled", "open", "refused", "unverified"].sort(),
  );
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
