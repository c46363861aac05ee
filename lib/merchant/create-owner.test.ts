import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { createStore } from "@/lib/store/create-store";
import { hashToken } from "@/lib/token";
import { withTestDatabase } from "@/test/harness/test-database";
import { createOwner } from "./create-owner";

withTestDatabase();

test("a link is created until there is a password, and only its hash is stored", async () => {
  await createStore({ slug: "one", name: "One" });
  await createStore({ slug: "two", name: "Two", locale: "de" });
  const link = await createOwner({ storeSlug: "one", email: " Owner@One.example" });
  const token = link?.split("/").at(-1) ?? "";
  const stored = await prisma().passwordToken.findUniqueOrThrow({
    where: { tokenHash: hashToken(token) },
    include: { merchant: { include: { memberships: true } } },
  });
  expect(stored.merchant).toMatchObject({
    email: "owner@one.example",
    name: "Owner",
    memberships: [{ role: "owner" }],
  });
  expect(stored.expiresAt.getTime() - Date.now()).toBeGreaterThan(6.9 * 24 * 3600 * 1000);
  expect(await createOwner({ storeSlug: "one", email: "owner@one.example" })).not.toBeNull();

  await prisma().merchant.update({ where: { id: stored.merchantId }, data: { passwordHash: "set" } });
  expect(await createOwner({ storeSlug: "two", email: "OWNER@one.example" })).toBeNull();
  expect(await prisma().membership.count({ where: { merchantId: stored.merchantId, role: "owner" } })).toBe(2);
});

test("an unknown store, an invalid address and values that no store can have are refused", async () => {
  await expect(createOwner({ storeSlug: "none", email: "a@b.example" })).rejects.toThrow("no store");
  await expect(createOwner({ storeSlug: "none", email: "nobody" })).rejects.toThrow("--email");
  for (const slug of ["", "Upper", "-a", "a b", "a".repeat(64)])
    await expect(createStore({ slug, name: "A" })).rejects.toThrow("--slug");
  await expect(createStore({ slug: "a", name: " " })).rejects.toThrow("--name");
  await expect(createStore({ slug: "a", name: "A", locale: "xx" })).rejects.toThrow("--locale");
  await expect(createStore({ slug: "a", name: "A", contactEmail: "x" })).rejects.toThrow("--contact");
  expect(await prisma().merchant.count({ where: { email: "a@b.example" } })).toBe(0);
});
