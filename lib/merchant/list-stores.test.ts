import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { makeMerchant, makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { firstStore, listStores } from "./list-stores";

withTestDatabase();

test("a merchant's own stores are listed by name, and found by a part of it", async () => {
  const merchant = await makeMerchant();
  await makeStore({ name: "Not theirs" });
  expect(await listStores(merchant.id)).toEqual([]);
  expect(await firstStore(merchant.id)).toBeUndefined();
  const slugs: string[] = [];
  for (const [name, role] of [
    ["Zebra", "owner"],
    ["alder & 100%", "viewer"],
    ["Birch", "staff"],
  ] as const) {
    const store = await makeStore({ name });
    slugs.push(store.slug);
    await prisma().membership.create({ data: { storeId: store.id, merchantId: merchant.id, role } });
  }
  const names = async (query?: string, take?: number) =>
    (await listStores(merchant.id, { ...(query && { query }), ...(take && { take }) })).map(({ name }) => name).sort();
  expect(await names()).toEqual(["Birch", "Zebra", "alder & 100%"]);
  expect(await names("IRC")).toEqual(["Birch"]);
  expect(await names("%")).toEqual(["alder & 100%"]);
  expect(await names(slugs[0])).toEqual(["Zebra"]);
  expect(await names("nowhere")).toEqual([]);
  expect(await names("", 2)).toHaveLength(2);
  expect(await listStores(merchant.id, { query: "birch" })).toEqual([{ slug: slugs[2], name: "Birch", role: "staff" }]);
  expect(await firstStore(merchant.id)).toBe(slugs[0]);
});
