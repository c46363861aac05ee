import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { database, prisma } from "@/lib/database";
import { recordsSource } from "@/lib/source/records/records-source";
import type { Collector, RowSource } from "@/lib/source/source";
import { makeConsent, makeOrder, makeStoreWithCustomer } from "@/test/factories/customer";
import { exportCustomer } from "@/test/factories/export";
import { readCopy, redact, redaction } from "@/test/factories/redaction";
import { dataOf, fileOf, readArchive } from "@/test/harness/archive";
import { withTestDatabase } from "@/test/harness/test-database";

withTestDatabase();

const MIGRATION = "prisma/migrations/20261130027600_redaction_places/migration.sql";

/** A live source that holds what the records hold. */
function liveSource(name: string, title: string): RowSource {
  const { orders } = recordsSource.collectors;
  const pages: Collector<"orders">["pages"] = async function* (subject, signal) {
    for await (const rows of orders.pages(subject, signal))
      yield rows.map((row) => ({ ...row, note: `From ${title}`, source: "another's", record: "7" }));
  };
  return { name, title, collectors: { orders: { count: async () => undefined, pages } } };
}

/** An export of two orders in the records, and the same two in a live source. */
async function exportFromTwo() {
  const { storeId, customerId } = await makeStoreWithCustomer({ locale: "en" });
  await makeConsent(storeId, customerId);
  for (const number of [1, 2]) {
    const [platformId, placedAt] = [`${number}`, new Date(number * 1000)];
    await makeOrder(storeId, { customerId, platformId, name: `#${number}`, placedAt });
  }
  return await exportCustomer(storeId, customerId, [recordsSource, liveSource("connection-1", "Northwind")]);
}

const placesOf = async ({ exportId }: { exportId: string }) =>
  (await prisma().redaction.findMany({ where: { exportId }, orderBy: [{ section: "asc" }, { row: "asc" }] })).map(
    ({ section, row, source, sourceRow }) => [section, row, source, sourceRow],
  );

const redactions = [
  redaction("orders", { row: 1, pointer: "/note" }),
  redaction("orders", { row: 3, pointer: "/note" }),
  redaction("orders", { row: 9, pointer: "/note" }),
  redaction("profile", { pointer: "/note" }),
];
const places = [
  ["orders", 1, "dossier-database", 1],
  ["orders", 3, "connection-1", 1],
  // No source gave so many rows.
  ["orders", 9, null, null],
  ["profile", -1, null, null],
];

test("the database keeps a redacted row's place in its source as it is written, also for the release before", async () => {
  const target = await exportFromTwo();
  await redact(target, redactions);
  expect(await placesOf(target)).toEqual(places);
});

test("the migration gives stored redactions their places", async () => {
  const target = await exportFromTwo();
  await redact(target, redactions);
  await prisma().redaction.updateMany({ where: { storeId: target.storeId }, data: { source: null, sourceRow: null } });
  const sql = readFileSync(MIGRATION, "utf8");
  const update = sql.slice(sql.indexOf("UPDATE")).trim().replace(/;$/, ` AND "redaction"."store_id" = $1`);
  await database().query(update, [target.storeId]);
  expect(await placesOf(target)).toEqual(places);
});

test("rows are grouped by source, in the pages under its name, and each row says where it is from", async () => {
  const target = await exportFromTwo();
  const files = await readArchive(target);
  const orders = dataOf(files).orders as { name: string; source: string; record: string }[];
  const origin = await prisma().customer.findFirstOrThrow({ where: { storeId: target.storeId }, select: { id: true } });
  expect(orders.map(({ name, source, record }) => [name, source, record])).toEqual([
    ["#1", "dossier-database", `customer:${origin.id}`],
    ["#2", "dossier-database", `customer:${origin.id}`],
    // Whatever a source says of that.
    ["#1", "connection-1", "7"],
    ["#2", "connection-1", "7"],
  ]);
  const html = fileOf(files, "index.html");
  const headings = [...html.matchAll(/<h3 class="order">([^<]+)<\/h3>/g)].map(([, name]) => name);
  expect(headings).toEqual(["The shop’s records", "Northwind"]);
  expect(html).not.toContain("dossier-database");
});

test("a copy has the same groups, also where a row is withheld whole", async () => {
  const target = await exportFromTwo();
  const files = await readCopy(target, redaction("orders", { row: 2 }));
  const html = fileOf(files, "index.html");
  const at = (text: string) => html.indexOf(text);
  expect(at("Northwind</h3>")).toBeGreaterThan(at("The shop’s records</h3>"));
  expect(at("[redacted: another person’s data]</span></div>")).toBeGreaterThan(at("Northwind</h3>"));
  const { orders } = dataOf(files) as { orders: { source: string }[] };
  expect(orders.map(({ source }) => source)).toEqual([
    ...["dossier-database", "dossier-database", "[redacted: another person’s data]", "connection-1"],
  ]);
});
