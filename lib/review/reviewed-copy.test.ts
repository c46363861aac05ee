import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { sections } from "@/lib/section/sections";
import { exportWithAdded } from "@/test/factories/added";
import { makeAddress, makeConsent, makeLines, makeOrder, makeStoreWithCustomer } from "@/test/factories/customer";
import { exportCustomer, makeCustomerExport } from "@/test/factories/export";
import { readCopy, redaction } from "@/test/factories/redaction";
import { recordsWith, unreadable } from "@/test/factories/source";
import { dataOf, fileOf, readArchive, schemaErrors } from "@/test/harness/archive";
import { withTestDatabase } from "@/test/harness/test-database";

withTestDatabase();

/** A value that occurs nowhere else. */
const canary = (name: string) => `canary-${name}-${randomUUID().slice(0, 8)}`;

/** Such values by their names. */
const canaries = <Name extends string>(...names: Name[]) =>
  Object.fromEntries(names.map((name) => [name, canary(name)])) as Record<Name, string>;

/** Which of some values occur in any file of an archive, byte by byte, as UTF-8 or UTF-16 of either order. */
function found(files: Record<string, string>, values: string[]): string[] {
  const bytes = Object.values(files).map((text) => Buffer.from(text));
  return values.filter((value) =>
    bytes.some((file) =>
      [Buffer.from(value), Buffer.from(value, "utf16le"), Buffer.from(value, "utf16le").swap16()].some((needle) =>
        file.includes(needle),
      ),
    ),
  );
}

test("no redacted value is in any file of the copy, and what was withheld and why is listed", async () => {
  const names = [
    "note",
    "first",
    "street",
    "gift",
    "sku1",
    "sku2",
    "whole",
    "phone",
    "wording",
    "city",
    "tag",
  ] as const;
  const held = canaries(...names);
  const { note, first, street, gift, sku1, sku2, whole, phone, wording, city, tag } = held;
  const out = Object.values(held);
  const kept = canary("kept");
  const original = await makeCustomerExport(
    { firstName: first, lastName: kept, note, tags: [tag, "vip"], attributes: { "a/b": { deep: city } } },
    async (storeId, customerId) => {
      const order = { customerId, placedAt: new Date(1) };
      await makeOrder(
        storeId,
        { ...order, shippingAddress: { name: street, city: kept }, phone, total: "77.31", attributes: { kept } },
        [
          { sku: sku1, attributes: { gift } },
          { sku: sku2, name: kept },
        ],
      );
      await makeOrder(storeId, { ...order, placedAt: new Date(2), name: whole, note: whole }, [{ name: whole }]);
      await makeConsent(storeId, customerId, { source: wording, wording });
      await makeAddress(storeId, customerId, { name: kept, city: kept });
    },
  );
  expect(found(await readArchive(original), [...out, kept])).toEqual([...out, kept]);

  const files = await readCopy(
    original,
    redaction("profile", { row: 0, pointer: "/note", reason: "security" }),
    redaction("profile", { pointer: "/firstName" }),
    redaction("profile", { row: 0, pointer: "/tags/0" }),
    redaction("profile", { row: 0, pointer: "/attributes/a~1b/deep" }),
    redaction("orders", { row: 0, pointer: "/shippingAddress/name" }),
    redaction("orders", { row: 0, pointer: "/lines/0/attributes/gift" }),
    redaction("orders", { row: 0, pointer: "/total", reason: "trade_secret" }),
    redaction("orders", { row: 0, pointer: "/placedAt" }),
    redaction("orders", { pointer: "/lines/*/sku", reason: "trade_secret" }),
    redaction("orders", { pointer: "/phone" }),
    redaction("orders", { row: 1, reason: "other", reasonText: "Belongs to a neighbour" }),
    redaction("consents", { reason: "legal_privilege" }),
    redaction("requests", { pointer: "/events/*/at" }),
  );
  expect(found(files, out)).toEqual([]);
  expect(found(files, [kept])).toEqual([kept]);
  expect(schemaErrors(files)).toBeNull();

  const data = dataOf(files);
  const person = "[redacted: another person’s data]";
  const neighbour = "[redacted: Belongs to a neighbour]";
  expect(data.profile[0]).toMatchObject({ note: "[redacted: security]", firstName: person, lastName: kept });
  expect(data.profile[0]).toMatchObject({ tags: [person, "vip"], attributes: { "a/b": { deep: person } } });
  expect(data.orders[0]).toMatchObject({
    shippingAddress: { name: person, city: kept },
    ...{ phone: person, total: "[redacted: a trade secret]", placedAt: person, subtotal: "10.00" },
    lines: [{ sku: "[redacted: a trade secret]", attributes: { gift: person } }, { name: kept }],
  });
  expect(new Set(Object.values(data.orders[1]))).toEqual(new Set([neighbour]));
  expect(data.consents).toBe("[redacted: legal privilege]");
  expect(data.customer).toEqual({ name: person, email: null });
  expect(data.withheld).toHaveLength(13);
  expect(data.withheld).toContainEqual({
    ...{ section: "orders", row: 2, field: null, reason: "other", reasonText: "Belongs to a neighbour" },
  });
  expect(data.withheld).toContainEqual({
    ...{ section: "orders", row: null, field: "/lines/*/sku", reason: "trade_secret", reasonText: "a trade secret" },
  });
  const manifest = JSON.parse(fileOf(files, "manifest.json"));
  expect(manifest.withheld).toEqual(data.withheld);
  expect(manifest.sources).toContainEqual({
    ...{ source: "dossier-database", section: "consents", rows: null, failure: null },
  });

  const html = fileOf(files, "index.html");
  expect(html).toContain("<td>Belongs to a neighbour</td>");
  expect(html.split(neighbour)).toHaveLength(2);
  expect(html).not.toContain("77.31");
  expect(fileOf(files, "csv/consents.csv")).toBe("\uFEFF[redacted: legal privilege]\r\n");
  expect(fileOf(files, "csv/orders.csv").trim().split("\r\n")).toHaveLength(3);
  expect(fileOf(files, "csv/order-lines.csv")).toContain(`${neighbour},${neighbour}`);
});

test("every section can be withheld whole, the profile with the name and address at the head", async () => {
  const [name, email, note] = [canary("name"), `${canary("mail")}@mail.example`, canary("note")];
  const exported = await makeCustomerExport(
    { firstName: name, email, emailNormalized: email, note },
    (storeId, customerId) => makeOrder(storeId, { customerId, note }),
  );
  const original = await exportWithAdded(exported);
  await prisma().request.updateMany({ where: { id: original.requestId }, data: { email } });
  const rebuilt = await readArchive(original);
  const files = await readCopy(original, ...sections.map((section) => redaction(section)));
  expect(found(rebuilt, [name, note])).toEqual([name, note]);
  expect(found(files, [name, email, note])).toEqual([]);
  expect(schemaErrors(files)).toBeNull();
  const data = dataOf(files);
  for (const section of sections) expect(data[section]).toBe("[redacted: another person’s data]");
  expect(data.sources.map(({ rows }: { rows: unknown }) => rows)).toEqual(sections.map(() => null));
  expect(fileOf(files, "index.html")).not.toMatch(/\d entr(y|ies)/);
  expect(fileOf(files, "csv/order-lines.csv")).toBe("\uFEFF[redacted: another person’s data]\r\n");
});

test("the copy is made of the export, not of what the store holds by now", async () => {
  const [old, now] = [canary("old"), canary("now")];
  const original = await makeCustomerExport({ note: old, email: "old@mail.example" }, (storeId, customerId) =>
    makeOrder(storeId, { customerId, note: old }),
  );
  const { storeId, customerId, requestId } = original;
  const before = dataOf(await readArchive(original));
  await prisma().customer.updateMany({ where: { storeId }, data: { note: now } });
  await prisma().order.updateMany({ where: { storeId }, data: { note: now } });
  await makeOrder(storeId, { customerId, note: now });
  await prisma().request.updateMany({ where: { id: requestId }, data: { customerName: now, email: now } });
  await prisma().store.updateMany({ where: { id: storeId }, data: { name: "Renamed shop" } });
  const files = await readCopy(original, redaction("orders", { row: 0, pointer: "/name" }));
  expect(found(files, [now])).toEqual([]);
  const data = dataOf(files);
  expect(data).toMatchObject({ profile: before.profile, generatedAt: before.generatedAt, store: before.store });
  expect(data.orders).toEqual([{ ...before.orders[0], name: "[redacted: another person’s data]" }]);
  // The original is as it was.
  expect(dataOf(await readArchive(original))).toEqual(before);
});

test("a section that the original could not read whole says so in the copy too", async () => {
  const { storeId, customerId } = await makeStoreWithCustomer({ note: "x" });
  const original = await exportCustomer(storeId, customerId, recordsWith({ orders: unreadable }));
  const files = await readCopy(original, redaction("profile", { pointer: "/note" }));
  const failed = { source: "dossier-database", section: "orders", rows: 0, failure: "unreadable" };
  expect(dataOf(files).sources).toContainEqual(failed);
  expect(fileOf(files, "index.html")).toContain("could not be read");
});

test("an order of 10,000 lines loses a column and keeps the rest", async () => {
  const original = await makeCustomerExport({}, async (storeId, customerId) =>
    makeLines(storeId, await makeOrder(storeId, { customerId }, []), 10_000),
  );
  const files = await readCopy(original, redaction("orders", { pointer: "/lines/*/name" }));
  const [order] = dataOf(files).orders;
  expect(order.lines).toHaveLength(10_000);
  expect(new Set(order.lines.map((line: { name: string }) => line.name)).size).toBe(1);
  expect(order.lines[9_999].position).toBe(10_000);
  expect(Object.values(files).join("")).not.toMatch(/Item \d/);
});
