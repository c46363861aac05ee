import { v7 as uuidv7 } from "uuid";
import { beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { resetPassword } from "./create-password-link";
import { endSessions, removeMerchant } from "./end-sessions";
import { readPasswordLink } from "./password-link";

withTestDatabase();

const expiresAt = new Date(Date.now() + 3_600_000);
const count = (merchantId: string | null) => prisma().session.count({ where: { merchantId } });

async function makeMerchant(email: string) {
  const { id: storeId } = await makeStore();
  const id = uuidv7();
  await prisma().merchant.create({
    data: { id, email, name: "M", passwordHash: "$argon2id$", memberships: { create: { storeId, role: "staff" } } },
  });
  await prisma().session.create({ data: { id: uuidv7(), kind: "merchant", merchantId: id, expiresAt } });
  return id;
}

let [one, other] = ["", ""];
beforeEach(async () => {
  await prisma().session.deleteMany();
  await prisma().merchant.deleteMany();
  one = await makeMerchant("one@shop.example");
  other = await makeMerchant("other@shop.example");
  await prisma().session.create({ data: { id: uuidv7(), kind: "customer", expiresAt } });
});

test("the operator ends one merchant's sessions, or everyone's", async () => {
  expect(await endSessions(" One@Shop.example")).toBe(1);
  expect([await count(one), await count(other), await count(null)]).toEqual([0, 1, 1]);
  expect(await endSessions()).toBe(2);
  expect(await prisma().session.count()).toBe(0);
  await expect(endSessions("nobody@shop.example")).rejects.toThrow("Nobody signs in");
});

test("a merchant who leaves loses stores, password and sessions, and others keep theirs", async () => {
  const link = await resetPassword("one@shop.example");
  await removeMerchant("one@shop.example");
  expect(await count(one)).toBe(0);
  expect(await prisma().membership.count({ where: { merchantId: one } })).toBe(0);
  expect(await readPasswordLink(link.split("/").at(-1) ?? "")).toBeNull();
  expect(await prisma().merchant.findUnique({ where: { id: one } })).toMatchObject({ passwordHash: null });
  expect([await count(other), await prisma().membership.count({ where: { merchantId: other } })]).toEqual([1, 1]);
});

test("a forgotten password is reset by the operator's link, and works until then", async () => {
  const link = await resetPassword("one@shop.example");
  expect(link).toMatch(/^http:\/\/localhost:3000\/set-password\/[\w-]{43}$/);
  expect(await readPasswordLink(link.split("/").at(-1) ?? "")).toMatchObject({ id: one });
  expect(await prisma().merchant.findUnique({ where: { id: one } })).toMatchObject({ passwordHash: "$argon2id$" });
  await expect(resetPassword("nobody@shop.example")).rejects.toThrow("Nobody signs in");
});
