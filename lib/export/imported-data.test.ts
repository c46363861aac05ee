import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { exportCustomer } from "@/test/factories/export";
import { makeImportStore } from "@/test/factories/import";
import { readArchive } from "@/test/harness/archive";
import { withTestDatabase } from "@/test/harness/test-database";

withTestDatabase();

const fixture = (name: string) => readFileSync(path.join("test/fixtures/shopify-csv", name));

/** The archive of Ada's data, whose orders were placed near midnight. */
async function archiveOfAda(timeZone: string | null = null) {
  const { storeId, run } = await makeImportStore();
  await prisma().store.update({ where: { id: storeId }, data: { timeZone } });
  await run({ customers: fixture("w-customers.csv"), orders: fixture("w-orders.csv") });
  const ada = await prisma().customer.findFirstOrThrow({ where: { storeId, emailNormalized: "ada@shop.example" } });
  const files = await readArchive(await exportCustomer(storeId, ada.id));
  const rows = (name: string): Record<string, string>[] =>
    parse(files[`csv/${name}.csv`] ?? "", { columns: true, bom: true });
  return { data: JSON.parse(files["data.json"] ?? ""), html: files["index.html"] ?? "", rows };
}

test("an imported time keeps its offset in data.json and CSV, and pages show the store's time zone", async () => {
  const { data, html, rows } = await archiveOfAda("Europe/Berlin");
  const [first, second] = data.orders;
  expect(first).toMatchObject({
    placedAt: "2026-02-28T23:30:00.000Z",
    placedAtOffsetMinutes: 60,
    paidAtOffsetMinutes: 60,
  });
  expect(first).toMatchObject({ cancelledAt: null, cancelledAtOffsetMinutes: null });
  expect(rows("orders")[0]).toMatchObject({ placedAtOffsetMinutes: "60", cancelledAtOffsetMinutes: "" });
  expect(second).toBeDefined();
  expect(html).toMatch(/<time datetime="2026-02-28T23:30:00.000Z">Mar 1, 2026, 00:30 GMT\+1<\/time>/);
  expect(html).not.toMatch(/\d\d:\d\d UTC/);
  expect(html).not.toContain("ahead of UTC");
});

test("until a store has chosen a time zone, pages are in UTC and say so", async () => {
  const { html } = await archiveOfAda();
  expect(html).toMatch(/<time datetime="2026-02-28T23:30:00.000Z">Feb 28, 2026, 23:30 UTC<\/time>/);
  for (const [time] of html.matchAll(/<time [^>]*>[^<]*<\/time>/g)) expect(time).toMatch(/\d\d:\d\d UTC<\/time>$/);
});

test("the import's own time is neither a choice's nor the time since when the shop has the data", async () => {
  const { data, html, rows } = await archiveOfAda();
  expect(data.consents).toMatchObject([
    { channel: "email", granted: true, at: null, recordedAt: expect.stringMatching(/Z$/) },
    { channel: "sms", granted: false, at: null, recordedAt: expect.stringMatching(/Z$/) },
  ]);
  expect(data.profile[0]).toMatchObject({ createdAt: null, recordedAt: expect.stringMatching(/Z$/) });
  expect(rows("consents")[0]).toMatchObject({ at: "" });
  expect(html).not.toContain("Stored by the shop since");
});

test("addresses in CSV are columns", async () => {
  const { data, rows } = await archiveOfAda();
  const [order] = rows("orders");
  expect(order).toMatchObject({
    "billingAddress.name": "Ada Muster",
    "billingAddress.line1": "'t Hof 3",
    "billingAddress.city": "'s-Gravenhage",
    "billingAddress.postalCode": "01067",
    "billingAddress.country": "",
    "shippingAddress.city": "",
  });
  expect(order).not.toHaveProperty("billingAddress");
  expect(JSON.stringify(rows("orders"))).not.toContain("null");
  // data.json stays as it was.
  expect(data.orders[0].billingAddress).toMatchObject({ name: "Ada Muster", country: null });
});
