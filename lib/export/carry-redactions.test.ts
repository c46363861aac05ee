import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { createDelivery } from "@/lib/delivery/create-delivery";
import { EVERY_ROW, type Redaction } from "@/lib/section/redaction";
import { recordsSource } from "@/lib/source/records/records-source";
import { makeOrder } from "@/test/factories/customer";
import { makeCustomerExport } from "@/test/factories/export";
import { redact, redaction } from "@/test/factories/redaction";
import { makeMerchant } from "@/test/factories/store";
import { dataOf, readArchive } from "@/test/harness/archive";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { buildExport } from "./build-export";
import { expireExports } from "./expire-exports";
import { requestExport } from "./request-export";

withTestDatabase();

const { signal } = new AbortController();

/** An export of three orders, the second of which names somebody else. */
async function exported(redactions: Redaction[]) {
  const made = await makeCustomerExport({ note: "Knows Ada" }, async (storeId, customerId) => {
    for (const day of [1, 3, 5])
      await makeOrder(storeId, {
        ...{ customerId, platformId: `${day}`, name: `#${day}`, placedAt: new Date(Date.UTC(2026, 0, day)) },
        note: day === 3 ? "For Ada" : "Thanks",
      });
  });
  await redact(made, redactions);
  return made;
}

/** Exports the same request again. */
async function exportAgain({ storeId, requestId }: { storeId: string; requestId: string }) {
  const actor = await makeMerchant();
  const { exportId } = await requestExport({ storeId, requestId, actor });
  await buildExport({ storeId, exportId }, signal);
  return { storeId, exportId, requestId };
}

const redactionsOf = ({ exportId }: { exportId: string }) =>
  prisma().redaction.findMany({
    where: { exportId },
    orderBy: [{ section: "asc" }, { row: "asc" }],
    select: { section: true, row: true, pointer: true, reason: true, createdByName: true },
  });
const lostBy = async ({ exportId }: { exportId: string }) =>
  (await prisma().export.findFirstOrThrow({ where: { id: exportId } })).redactionsLost;
const deliver = async ({ storeId, requestId }: { storeId: string; requestId: string }, looked?: boolean) => {
  const actor = await makeMerchant();
  const zip = { method: "password_zip", identityCheck: "knows_orders" } as const;
  return await createDelivery({ storeId, requestId, actor, ...zip, ...(looked && { looked }) });
};

const secondOrder = redaction("orders", { row: 1, pointer: "/note" });
const noteOfProfile = redaction("profile", { pointer: "/note" });

test("an export that is made again withholds what was redacted, at the same record, and so does its delivery", async () => {
  const first = await exported([secondOrder, noteOfProfile]);
  const [made] = await redactionsOf(first);
  // An order that was imported since comes before it.
  await makeOrder(first.storeId, { customerId: first.customerId, platformId: "2", placedAt: new Date("2026-01-02") });
  const again = await exportAgain(first);
  expect(await redactionsOf(again)).toEqual([
    { ...made, section: "orders", row: 2 },
    expect.objectContaining({ section: "profile", row: EVERY_ROW, pointer: "/note" }),
  ]);
  expect(await lostBy(again)).toEqual([]);
  const { deliveryId } = await deliver(again);
  const { exportId } = await prisma().delivery.findFirstOrThrow({ where: { id: deliveryId } });
  const copy = { storeId: again.storeId, exportId: exportId ?? "" };
  await buildExport(copy, signal);
  const data = dataOf(await readArchive(copy));
  expect(data.withheld).toHaveLength(2);
  expect(JSON.stringify(data)).not.toMatch(/For Ada|Knows Ada/);
});

test("a record that is gone, and a line that is another now, are lost: the delivery asks to look first", async () => {
  const line = redaction("orders", { row: 2, pointer: "/lines/0/name" });
  const first = await exported([secondOrder, line]);
  const order = { storeId: first.storeId, platformId: "3" };
  await prisma().orderLine.deleteMany({ where: { storeId: first.storeId, order } });
  await prisma().order.deleteMany({ where: order });
  await prisma().orderLine.updateMany({
    where: { storeId: first.storeId, order: { storeId: first.storeId, platformId: "5" } },
    data: { name: "Quite another" },
  });
  const again = await exportAgain(first);
  expect(await redactionsOf(again)).toEqual([]);
  expect(await lostBy(again)).toEqual([secondOrder, line]);
  expect(await outcome(deliver(again))).toBe("redactionsLost");
  // What one export has lost, the next has not found.
  const third = await exportAgain(again);
  expect(await lostBy(third)).toEqual([secondOrder, line]);
  expect(await outcome(deliver(third))).toBe("redactionsLost");
  expect(await outcome(deliver(third, true))).toBe("done");
});

test("of an export whose bytes are gone, columns are redacted again and rows are asked about", async () => {
  const first = await exported([secondOrder, noteOfProfile]);
  await prisma().export.updateMany({ where: { id: first.exportId }, data: { expiresAt: new Date(0) } });
  await expireExports();
  const again = await exportAgain(first);
  expect(await redactionsOf(again)).toMatchObject([{ section: "profile", row: EVERY_ROW, pointer: "/note" }]);
  expect(await lostBy(again)).toEqual([secondOrder]);
});

test("an export that failed between the two forgets nothing, and one without redactions asks nothing", async () => {
  const first = await exported([secondOrder]);
  const actor = await makeMerchant();
  const { exportId } = await requestExport({ storeId: first.storeId, requestId: first.requestId, actor });
  await prisma().export.updateMany({ where: { id: exportId }, data: { state: "failed" } });
  expect(await redactionsOf(await exportAgain(first))).toMatchObject([{ section: "orders", row: 1 }]);
  const plain = await exported([]);
  const again = await exportAgain(plain);
  expect(await outcome(deliver(again))).toBe("done");
});

test("what is redacted while the next export is built is not forgotten", async () => {
  const first = await exported([noteOfProfile]);
  const { storeId, requestId } = first;
  const { exportId } = await requestExport({ storeId, requestId, actor: await makeMerchant() });
  const { collectors } = recordsSource;
  async function* pages() {
    await redact(first, [secondOrder]);
    yield [];
  }
  const source = { ...recordsSource, collectors: { ...collectors, emails: { count: async () => 0, pages } } };
  await buildExport({ storeId, exportId }, signal, [source]);
  expect(await redactionsOf({ exportId })).toMatchObject([{ section: "profile" }]);
  expect(await lostBy({ exportId })).toEqual([secondOrder]);
});
