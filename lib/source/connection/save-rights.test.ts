import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { sourcesOf } from "@/lib/source/registry";
import { rights } from "@/lib/source/rights";
import { makeConnection } from "@/test/factories/connection";
import { makeMember, makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { connectionKindNames, kindNamed } from "./kinds";
import { disconnect } from "./manage-connections";
import { readRights, saveRights } from "./save-rights";

withTestDatabase();

const both = { erase: true, object: true };

async function connect(kind: string, description?: object) {
  const { id: storeId } = await makeStore();
  const key = await makeConnection(storeId, { kind, ...(description && { description }) });
  return { ...key, actor: await makeMember(storeId, "owner") };
}

const saved = async (storeId: string) =>
  (await prisma().event.findMany({ where: { storeId, type: "settings_saved" }, orderBy: { at: "asc" } })).map(
    ({ data }) => data,
  );

test("what an owner switches on is on for this connection alone, once recorded, and off again", async () => {
  const own = await connect("shopify", { shop: "a.myshopify.com", scopes: ["write_customer_data_erasure"] });
  await makeConnection(own.storeId, { kind: "shopify" });
  const can = async () => (await sourcesOf(own)).map((source) => [source.can.erase, source.can.object]);
  expect(await can()).toEqual([...Array(3)].map(() => [false, false]));
  for (let twice = 0; twice < 2; twice++) await saveRights({ ...own, may: both });
  expect((await sourcesOf(own)).map(({ cannot }) => cannot)).toEqual([
    undefined,
    { object: { code: "scope", scope: "write_customers" } },
    { erase: { code: "off" }, object: { code: "off" } },
  ]);
  expect(await can()).toEqual([
    [false, false],
    [true, false],
    [false, false],
  ]);
  expect(await readRights(own)).toEqual([
    { right: "erase", isOn: true },
    { right: "object", isOn: true, obstacle: { code: "scope", scope: "write_customers" } },
  ]);
  await saveRights({ ...own, may: { erase: false, object: false } });
  expect(await can()).toEqual([...Array(3)].map(() => [false, false]));
  expect(await saved(own.storeId)).toEqual([
    { page: "connections", rights: { number: own.number, erase: true, object: true } },
    { page: "connections", rights: { number: own.number, erase: false, object: false } },
  ]);
});

test("what a kind cannot stays off, and another store's or an ended connection is none", async () => {
  const own = await connect("vendure");
  await saveRights({ ...own, may: both });
  expect([await readRights(own), await saved(own.storeId)]).toEqual([[], []]);
  const other = await connect("shopify");
  const { storeId } = own;
  await expect(saveRights({ ...own, number: 2, may: both })).rejects.toMatchObject({ code: "connectionGone" });
  await expect(saveRights({ ...other, storeId, number: 2, may: both })).rejects.toThrow("connectionGone");
  await disconnect(own);
  await expect(saveRights({ ...own, may: both })).rejects.toMatchObject({ code: "connectionGone" });
  expect(await readRights(own)).toEqual([]);
});

test.each(connectionKindNames)(
  "a source of %s has what its kind says, and says why it has not the rest",
  async (name) => {
    const own = await connect(name);
    const [, source] = await sourcesOf(own);
    const kind = kindNamed(name);
    const never = rights.filter((right) => ["kind", "hides"].includes(source?.cannot?.[right]?.code ?? ""));
    expect(rights.filter((right) => !kind?.rights.includes(right))).toEqual(never);
    expect(rights.filter((right) => source?.[right] !== undefined)).toEqual(kind?.rights);
  },
);
