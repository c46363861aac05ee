import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { makeRedaction } from "@/lib/review/make-redaction";
import { recordsSource } from "@/lib/source/records/records-source";
import type { Collector, RowSource } from "@/lib/source/source";
import { makeCustomer, makeOrder, makeStoreWithCustomer } from "@/test/factories/customer";
import { exportCustomer, letExpire } from "@/test/factories/export";
import { redact, redaction } from "@/test/factories/redaction";
import { makeLink } from "@/test/factories/request";
import { makeMerchant } from "@/test/factories/store";
import { dataOf, readArchive, schemaErrors } from "@/test/harness/archive";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { buildExport } from "./build-export";
import { findExport } from "./find-export";
import { requestExport } from "./request-export";

withTestDatabase();

/** A live source whose orders are those of the records under another name; it fails after the first, or gives all. */
function shop(fails: boolean): RowSource {
  const { orders } = recordsSource.collectors;
  const pages: Collector<"orders">["pages"] = async function* (subject, signal) {
    for await (const rows of orders.pages(subject, signal)) {
      const own = rows.map((row) => ({ ...row, name: `Live ${row.name}` }));
      yield fails ? own.slice(0, 1) : own;
    }
    if (fails) throw new Error("the platform is away");
  };
  return { name: "connection-1", title: "Shop", collectors: { orders: { count: async () => undefined, pages } } };
}

/** An export of which the live source failed, with two redactions: in a row of either source. */
async function exportedInPart() {
  const { storeId, customerId } = await makeStoreWithCustomer({ locale: "en" });
  for (const number of [1, 2]) {
    const [name, placedAt] = [`#${number}`, new Date(number * 1000)];
    await makeOrder(storeId, { customerId, name, platformId: name, note: "Reviewed", placedAt });
  }
  const target = await exportCustomer(storeId, customerId, [recordsSource, shop(true)]);
  await redact(target, [
    redaction("orders", { row: 1, pointer: "/note" }),
    redaction("orders", { row: 2, pointer: "/note" }),
  ]);
  await prisma().order.updateMany({ where: { storeId }, data: { note: "Changed since" } });
  return target;
}

async function tryAgain({ storeId, requestId, exportId }: { storeId: string; requestId: string; exportId: string }) {
  const again = await requestExport({ storeId, requestId, actor: await makeMerchant(), retryOf: exportId });
  const target = { storeId, exportId: again.exportId };
  await buildExport(target, new AbortController().signal, [recordsSource, shop(false)]);
  return target;
}

const ordersOf = async (target: { storeId: string; exportId: string }) =>
  (dataOf(await readArchive(target)).orders as { name: string; note: string; source: string }[]).map(
    ({ name, note, source }) => [name, note, source],
  );

test("trying again reads the failed source alone, keeps what was reviewed of the others, and carries redactions over", async () => {
  const first = await exportedInPart();
  const before = dataOf(await readArchive(first));
  const again = await tryAgain(first);
  expect(await ordersOf(again)).toEqual([
    ["#1", "Reviewed", "dossier-database"],
    ["#2", "Reviewed", "dossier-database"],
    ["Live #1", "Changed since", "connection-1"],
    ["Live #2", "Changed since", "connection-1"],
  ]);
  const files = await readArchive(again);
  expect(schemaErrors(files)).toBeNull();
  const [records, live] = dataOf(files).searches;
  // As of when it was read.
  expect(records).toEqual(before.searches[0]);
  expect(live).toMatchObject({ searched: true, rows: 2, failed: [] });
  expect(live.searchedAt > before.searches[1].searchedAt).toBe(true);
  const made = await prisma().redaction.findMany({ where: { exportId: again.exportId }, orderBy: { row: "asc" } });
  expect(made.map(({ row, source, sourceRow }) => [row, source, sourceRow])).toEqual([
    [1, "dossier-database", 1],
    [2, "connection-1", 0],
  ]);
  expect(await findExport(again)).toMatchObject({ redactionsLost: [], replacedBy: undefined });
  expect(await findExport(first)).toMatchObject({ replacedBy: again.exportId });
  // It would withhold nothing.
  const late = { actor: await makeMerchant(), redaction: redaction("orders", { row: 0, pointer: "/note" }) };
  expect(await outcome(makeRedaction({ ...first, ...late }))).toBe("exportReplaced");
  expect(await outcome(makeRedaction({ ...again, ...late }))).toBe("done");
  expect((await findExport(again))?.sections.find(({ section }) => section === "orders")).toEqual({
    ...{ section: "orders", rows: 4, failure: null },
  });
});

test("where records were linked since, the earlier bytes are gone, or a newer export is ready, all is read anew", async () => {
  const isReadAnew = async (target: { storeId: string; exportId: string }) =>
    (await ordersOf(target)).every(([, note]) => note === "Changed since");
  const linked = await exportedInPart();
  const { storeId, requestId } = linked;
  // An order that is not there (any more).
  const record = `order:${linked.exportId}`;
  const link = { source: "dossier-database", record, reason: "chosen", actorKind: "system" } as const;
  await prisma().requestRecord.createMany({ data: [{ storeId, requestId, ...link }] });
  expect(await isReadAnew(await tryAgain(linked))).toBe(true);

  const expired = await exportedInPart();
  await letExpire(expired);
  expect(await isReadAnew(await tryAgain(expired))).toBe(true);

  const old = await exportedInPart();
  await tryAgain(old);
  expect(await isReadAnew(await tryAgain(old))).toBe(true);
});

test("a live source that gave all is read anew where a customer of the records was linked since: their address counts too", async () => {
  const { storeId, customerId } = await makeStoreWithCustomer({ locale: "en" });
  await makeOrder(storeId, { customerId, name: "#1", placedAt: new Date(1000) });
  const other = { ...shop(false), name: "connection-2" };
  const first = await exportCustomer(storeId, customerId, [recordsSource, shop(true), other]);
  const link = { reason: "chosen", actorKind: "merchant" } as const;
  await makeLink(storeId, first.requestId, (await makeCustomer(storeId)).id, link);
  await prisma().order.updateMany({ where: { storeId }, data: { note: "Changed since" } });
  const again = await requestExport({ ...first, actor: await makeMerchant(), retryOf: first.exportId });
  const target = { storeId, exportId: again.exportId };
  await buildExport(target, new AbortController().signal, [recordsSource, shop(false), other]);
  expect((await ordersOf(target)).map(([, note]) => note)).toEqual(Array(3).fill("Changed since"));
});
