import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { makeStore } from "@/test/factories/store";
import { tablesWith } from "@/test/harness/tables-with";
import { withTestDatabase } from "@/test/harness/test-database";
import { rememberErased } from "./erased-person";

withTestDatabase();

const day = (date: string) => new Date(`${date}T00:00:00Z`);

function remember(storeId: string, traces: Partial<Parameters<typeof rememberErased>[1]>) {
  const nothing = { emails: [], platformIds: [], orders: [], erasedAt: day("2026-06-01") };
  return prisma().$transaction((transaction) => rememberErased(transaction, { storeId, ...nothing, ...traces }));
}

test("nothing that is remembered can be read, and no two stores hash alike", async () => {
  const [one, two] = [await makeStore(), await makeStore()];
  const traces = {
    emails: ["Ada.Marker@example.com"],
    platformIds: ["7200000000771"],
    orders: [{ platformId: "5500000000771", name: "#marker-771" }],
  };
  // Two at once: the second takes the key that the first made.
  await Promise.all([remember(one.id, traces), remember(one.id, traces), remember(two.id, traces)]);
  const rows = await prisma().erasedPerson.findMany({ select: { storeId: true, hash: true, kind: true } });
  expect([...new Set(rows.map(({ kind }) => kind))].sort()).toEqual(["address", "order", "platform_id"]);
  expect(rows).toHaveLength(8);
  expect(new Set(rows.map(({ hash }) => Buffer.from(hash).toString("hex"))).size).toBe(8);
  expect(await tablesWith("arker", "7200000000771", "5500000000771")).toEqual([]);
});

test("an address hashes alike in all forms in which it is stored or written", async () => {
  const { id: storeId } = await makeStore();
  const forms = ["Ada@Bücher.example", " ada@xn--bcher-kva.example", "ada@bücher.example", "ADA@BÜCHER.example"];
  for (const email of forms) await remember(storeId, { emails: [email] });
  expect(await prisma().erasedPerson.count({ where: { storeId } })).toBe(1);
});

test("one who is erased again is remembered by the latest time", async () => {
  const { id: storeId } = await makeStore();
  for (const date of ["2026-06-01", "2026-08-01", "2026-07-01"])
    await remember(storeId, { platformIds: ["7"], erasedAt: day(date) });
  expect(await prisma().erasedPerson.findMany({ where: { storeId }, select: { erasedAt: true } })).toEqual([
    { erasedAt: day("2026-08-01") },
  ]);
});
