import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import type { OrderRow } from "@/lib/section/sections";
import { findConnections } from "@/lib/source/connection/connection";
import { originText } from "@/lib/source/origin";
import { recordsSource } from "@/lib/source/records/records-source";
import type { RowSource } from "@/lib/source/source";
import { webServiceSource } from "@/lib/source/web-service/web-service-source";
import { makeConnection } from "@/test/factories/connection";
import { queueExport } from "@/test/factories/export";
import { customersFile, makeImportStore, orderRow, ordersFile } from "@/test/factories/import";
import { makeMerchant } from "@/test/factories/store";
import { dataOf, fileOf, readArchive, schemaErrors } from "@/test/harness/archive";
import { allowPrivateSources, listen, stopListening } from "@/test/harness/local-server";
import { withTestDatabase } from "@/test/harness/test-database";
import { buildExport } from "./build-export";
import { findExport } from "./find-export";
import { requestExport } from "./request-export";

withTestDatabase();
afterEach(async () => {
  allowPrivateSources();
  await stopListening();
});

const origin = { platform: "shopify", shop: "northwind.myshopify.com" } as const;
const DAY_MS = 24 * 3600 * 1000;
const signal = new AbortController().signal;

const days = [1, 40, 70, 95, 100, 120];
const small = {
  customers: customersFile([["7", "Ann", "Ames", "ann@a.example", "yes", "", "", "", "Bonn", "53111", "0"]]),
  orders: ordersFile(
    days.map((day) => {
      const at = new Date(Date.UTC(2026, 0, day)).toISOString().slice(0, 19).replace("T", " ");
      return orderRow({ Name: `#${day}`, Id: String(500 + day), "Created at": `${at} +0000` });
    }),
  ),
  email: "ann@a.example",
};
// Files outside of the project.
const folder = ["/work/shared", path.resolve("../shared")]
  .map((shared) => path.join(shared, "data/northwind"))
  .find((candidate) => existsSync(candidate));
const northwind = (name: string) => readFileSync(path.join(folder ?? "", name), "utf8");
const shops = [
  ["a small shop", () => small],
  ...(folder
    ? [
        [
          "Northwind",
          () => ({
            ...{ customers: northwind("customers_export.csv"), orders: northwind("orders_export.csv") },
            email: "maria.anders@alfki.example",
          }),
        ] as const,
      ]
    : []),
] as const;

/** A shop that was imported, and whose orders of the last 60 days are served live, under Shopify's global ids. */
async function shopTwice({ customers, orders, email }: { customers: string; orders: string; email: string }) {
  const { storeId, run } = await makeImportStore();
  await run({ customers, orders });
  const imported = { data: { origin: originText(origin) }, where: { storeId } };
  await prisma().customer.updateMany(imported);
  await prisma().order.updateMany(imported);
  const { id: customerId, platformId } = await prisma().customer.findFirstOrThrow({
    where: { storeId, emailNormalized: email },
    select: { id: true, platformId: true },
  });
  const subject = { storeId, customerIds: [customerId], emails: [email] };
  const all: OrderRow[] = [];
  for await (const page of recordsSource.collectors.orders.pages(subject, signal)) all.push(...page);
  const since = Math.max(...all.map(({ placedAt }) => Date.parse(placedAt))) - 60 * DAY_MS;
  const record = `gid://shopify/Customer/${platformId}`;
  const recent = all.filter(({ placedAt }) => Date.parse(placedAt) >= since);
  const rows: Record<string, object[]> = {
    profile: [{ record, id: record, platformId: record, email, firstName: "Live" }],
    addresses: [{ record, platformId: "gid://shopify/MailingAddress/1", city: "Live town" }],
    orders: recent.map((row) => ({ ...row, record, platformId: `gid://shopify/Order/${row.platformId}` })),
  };
  const fails = { orders: false };
  const { port } = await listen(async (request, response) => {
    let body = "";
    for await (const piece of request.setEncoding("utf8")) body += piece;
    const { operation, section } = JSON.parse(body);
    const isAnswered = operation === "match" || !(section === "orders" && fails.orders);
    const notGiven = section === "orders" ? ["Orders older than 60 days"] : [];
    response
      .writeHead(isAnswered ? 200 : 404, { "content-type": "application/json" })
      .end(JSON.stringify(operation === "match" ? { matches: [] } : { rows: rows[section], notGiven }));
  });
  allowPrivateSources(`127.0.0.1:${port}`);
  const description = { protocol: 1, name: "Shop", sections: ["profile", "addresses", "orders"] };
  await makeConnection(storeId, { name: "Our shop", address: `http://127.0.0.1:${port}/`, description });
  const [connection] = await findConnections(storeId);
  if (!connection) throw new Error("not connected");
  const sources: RowSource[] = [recordsSource, { ...webServiceSource(connection), origin }];
  const target = await queueExport(storeId, customerId);
  const link = { source: "connection-1", record, label: "Ann", reason: "chosen", state: "accepted" } as const;
  await prisma().requestRecord.create({
    data: { storeId, requestId: target.requestId, ...link, actorKind: "merchant" },
    select: { record: true },
  });
  return { target, sources, fails, all, recent, since };
}

/** Each order as its source and its number; those before `since` are only among the records. */
async function ordersOf(target: { storeId: string; exportId: string }) {
  const files = await readArchive(target);
  expect(schemaErrors(files)).toBeNull();
  const orders = dataOf(files).orders as { name: string; source: string }[];
  return { files, orders: orders.map(({ name, source }) => `${source} ${name}`).sort() };
}

test.each(shops)(
  "%s imported and served live: each order once, what is older than 60 days from the records",
  async (_, files) => {
    const { target, sources, all, recent, since } = await shopTwice(files());
    await buildExport(target, signal, sources);
    const { orders, files: archive } = await ordersOf(target);
    const expected = all.map(({ name, placedAt }) =>
      Date.parse(placedAt) >= since ? `connection-1 ${name}` : `dossier-database ${name}`,
    );
    expect(recent.length).toBeGreaterThan(0);
    expect(recent.length).toBeLessThan(all.length);
    expect(orders).toEqual(expected.sort());
    const { profile, addresses } = dataOf(archive) as { [section: string]: { source: string }[] };
    expect([profile, addresses].map((rows) => rows?.map(({ source }) => source))).toEqual([
      ["connection-1"],
      ["connection-1"],
    ]);
    const replaced = recent.length + 2;
    const { searches, sources: given } = JSON.parse(fileOf(archive, "manifest.json"));
    expect(searches).toMatchObject([
      { source: "connection-1", notGiven: ["Orders older than 60 days"], failed: [] },
      { source: "dossier-database", replaced },
    ]);
    expect(given).toContainEqual(
      expect.objectContaining({ source: "dossier-database", section: "orders", replaced: recent.length }),
    );
    expect(fileOf(archive, "index.html")).toContain(`${replaced} entries left out here`);
  },
);

test("where the shop fails, its imported orders come instead; tried again, each comes once", async () => {
  const { target, sources, fails, all, recent } = await shopTwice(small);
  fails.orders = true;
  await buildExport(target, signal, sources);
  expect((await ordersOf(target)).orders).toEqual(all.map(({ name }) => `dossier-database ${name}`).sort());

  fails.orders = false;
  const { storeId, requestId, exportId } = target;
  const again = await requestExport({ storeId, requestId, actor: await makeMerchant(), retryOf: exportId });
  await buildExport({ storeId, exportId: again.exportId }, signal, sources);
  const { orders } = await ordersOf({ storeId, exportId: again.exportId });
  expect(orders).toHaveLength(all.length);
  expect(orders.filter((order) => order.startsWith("connection-1"))).toHaveLength(recent.length);

  // Nothing failed: a further try copies both, and what was left out stays said.
  const copied = await requestExport({ storeId, requestId, actor: await makeMerchant(), retryOf: again.exportId });
  await buildExport({ storeId, exportId: copied.exportId }, signal, sources);
  expect((await ordersOf({ storeId, exportId: copied.exportId })).orders).toEqual(orders);
  const found = await findExport({ storeId, exportId: copied.exportId });
  expect(found?.searches).toContainEqual(
    expect.objectContaining({ source: "dossier-database", replaced: recent.length + 2 }),
  );
});
