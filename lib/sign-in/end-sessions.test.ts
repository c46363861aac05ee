import { v7 as uuidv7 } from "uuid";
import { beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { makeMerchant, makeSession, makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { resetPassword } from "./create-password-link";
import { endSessions, removeMerchant } from "./end-sessions";
import { readPasswordLink } from "./password-link";

withTestDatabase();

const count = (merchantId: string | null) => prisma().session.count({ where: { merchantId } });

async function makeSignedIn(email: string) {
  const memberships = { create: { storeId: (await makeStore()).id, role: "staff" } } as const;
  const { id } = await makeMerchant("M", { email, passwordHash: "$argon2id$", memberships });
  await makeSession(id);
  return id;
}

let [one, other] = ["", ""];
beforeEach(async () => {
  await prisma().session.deleteMany();
  await prisma().merchant.deleteMany();
  one = await makeSignedIn("one@shop.example");
  other = await makeSignedIn("other@shop.example");
  await prisma().session.create({ data: { id: uuidv7(), kind: "customer", expiresAt: new Date(Date.now() + 60_000) } });
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
