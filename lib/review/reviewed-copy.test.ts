import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { buildExport } from "@/lib/export/build-export";
import { recordsSource } from "@/lib/source/records/records-source";
import { makeCustomer, makeLines, makeOrder } from "@/test/factories/customer";
import { exportCustomer, makeCustomerExport } from "@/test/factories/export";
import { makeRedactedCopy, orderCopy, redact, redaction } from "@/test/factories/redaction";
import { makeStore } from "@/test/factories/store";
import { dataOf, fileOf, readArchive, schemaErrors } from "@/test/harness/archive";
import { withTestDatabase } from "@/test/harness/test-database";

withTestDatabase();

const { signal } = new AbortController();

/** A value that stands nowhere else. */
const canary = (name: string) => `canary-${name}-${randomUUID().slice(0, 8)}`;

/** Which of some values stand in any file of an archive, byte by byte, as UTF-8 or UTF-16 of either order. */
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

test("no value that was redacted stands in any file of the copy, and what was withheld and why is listed", async () => {
  const [note, first, street, gift, sku1, sku2] = [
    canary("note"),
    canary("first"),
    canary("street"),
    canary("gift"),
    canary("sku1"),
    canary("sku2"),
  ];
  const [whole, phone, wording, city, tag] = [
    canary("row"),
    canary("phone"),
    canary("consent"),
    canary("city"),
    canary("tag"),
  ];
  const out = [note, first, street, gift, sku1, sku2, whole, phone, wording, city, tag];
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
      await prisma().consent.create({
        data: {
          ...{ storeId, id: randomUUID(), customerId, channel: "email", granted: true, source: wording },
          ...{ wording, at: new Date() },
        },
      });
      await prisma().address.create({
        data: { storeId, id: randomUUID(), customerId, platformId: "default", name: kept, city: kept },
      });
    },
  );
  expect(found(await readArchive(original), [...out, kept])).toEqual([...out, kept]);

  const copy = await makeRedactedCopy(original, [
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
  ]);
  const files = await readArchive(copy);
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
  const original = await makeCustomerExport(
    { firstName: name, email, emailNormalized: email, note },
    (storeId, customerId) => makeOrder(storeId, { customerId, note }),
  );
  await prisma().request.updateMany({ where: { id: original.requestId }, data: { email } });
  const rebuilt = await readArchive(original);
  const names = ["profile", "addresses", "orders", "consents", "requests", "emails"] as const;
  const copy = await makeRedactedCopy(
    original,
    names.map((section) => redaction(section)),
  );
  const files = await readArchive(copy);
  expect(found(rebuilt, [name, note])).toEqual([name, note]);
  expect(found(files, [name, email, note])).toEqual([]);
  expect(schemaErrors(files)).toBeNull();
  const data = dataOf(files);
  for (const section of names) expect(data[section]).toBe("[redacted: another person’s data]");
  expect(data.sources.map(({ rows }: { rows: unknown }) => rows)).toEqual(names.map(() => null));
  expect(fileOf(files, "index.html")).not.toMatch(/\d entr(y|ies)/);
  expect(fileOf(files, "csv/order-lines.csv")).toBe("\uFEFF[redacted: another person’s data]\r\n");
});

test("each field of each row can be withheld in every format", async () => {
  const original = await makeCustomerExport(
    { email: "ada@mail.example", emailNormalized: "ada@mail.example" },
    async (storeId, customerId) => {
      await makeOrder(storeId, { customerId, billingAddress: { name: "Ada" } });
      await prisma().address.create({ data: { storeId, id: randomUUID(), customerId, platformId: "default" } });
      await prisma().consent.create({
        data: {
          storeId,
          id: randomUUID(),
          customerId,
          channel: "sms",
          granted: false,
          source: "checkout",
          at: new Date(),
        },
      });
      await prisma().email.create({
        data: {
          ...{
            storeId,
            id: randomUUID(),
            audience: "customer",
            to: "ada@mail.example",
            toNormalized: "ada@mail.example",
          },
          ...{ template: "sign-in-link", locale: "en", subject: "Sign in", text: "Hello", state: "sent" },
        },
      });
    },
  );
  const data = dataOf(await readArchive(original));
  const sections = ["profile", "addresses", "orders", "consents", "requests", "emails"] as const;
  const columns = sections.flatMap((section) =>
    Object.keys(data[section][0]).map((key) => redaction(section, { pointer: `/${key}`, reason: "security" })),
  );
  const lines = Object.keys(data.orders[0].lines[0]).map((key) => `/lines/*/${key}`);
  const events = Object.keys(data.requests[0].events[0]).map((key) => `/events/0/${key}`);
  await redact(
    original,
    lines.map((pointer) => redaction("orders", { pointer, reason: "security" })),
  );
  await redact(
    original,
    events.map((pointer) => redaction("requests", { row: 0, pointer, reason: "security" })),
  );
  // First with the fields of lines and events, then of the rows themselves.
  const inner = await orderCopy(original);
  await buildExport(inner, signal);
  const innerFiles = await readArchive(inner);
  expect(schemaErrors(innerFiles)).toBeNull();
  expect(new Set(Object.values(dataOf(innerFiles).orders[0].lines[0]))).toEqual(new Set(["[redacted: security]"]));
  const files = await readArchive(await makeRedactedCopy(original, columns));
  expect(schemaErrors(files)).toBeNull();
  for (const section of sections)
    expect(new Set(Object.values(dataOf(files)[section][0]))).toEqual(new Set(["[redacted: security]"]));
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
  const files = await readArchive(
    await makeRedactedCopy(original, [redaction("orders", { row: 0, pointer: "/name" })]),
  );
  expect(found(files, [now])).toEqual([]);
  const data = dataOf(files);
  expect(data).toMatchObject({ profile: before.profile, generatedAt: before.generatedAt, store: before.store });
  expect(data.orders).toEqual([{ ...before.orders[0], name: "[redacted: another person’s data]" }]);
  // The original is as it was.
  expect(dataOf(await readArchive(original))).toEqual(before);
});

test("a reason's own words are text in every format", async () => {
  const original = await makeCustomerExport({ note: "x" });
  for (const [reasonText, html] of [
    [`<script>alert("x")</script>`, "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;"],
    [`=HYPERLINK("http://evil.example","x")`, "=HYPERLINK(&quot;http://evil.example&quot;,&quot;x&quot;)"],
  ] as const) {
    await prisma().redaction.deleteMany({ where: { exportId: original.exportId } });
    const fields = { reason: "other", reasonText } as const;
    const files = await readArchive(
      await makeRedactedCopy(original, [
        redaction("profile", { pointer: "/note", ...fields }),
        redaction("consents", fields),
      ]),
    );
    expect(schemaErrors(files)).toBeNull();
    expect(fileOf(files, "index.html")).toContain(`[redacted: ${html}]`);
    expect(fileOf(files, "index.html")).not.toMatch(/<script/i);
    expect(dataOf(files).profile[0].note).toBe(`[redacted: ${reasonText}]`);
    for (const path of ["csv/profile.csv", "csv/consents.csv"]) expect(fileOf(files, path)).not.toMatch(/(^|,)"?=/m);
  }
});

test("a section that the original could not read whole says so in the copy too", async () => {
  const { id: storeId } = await makeStore();
  const { id: customerId } = await makeCustomer(storeId, { note: "x" });
  const broken = {
    ...recordsSource,
    collectors: {
      ...recordsSource.collectors,
      orders: {
        ...recordsSource.collectors.orders,
        pages: () => new ReadableStream({ start: (controller) => controller.error(new Error("away")) }),
      },
    },
  };
  const original = await exportCustomer(storeId, customerId, [broken]);
  const files = await readArchive(await makeRedactedCopy(original, [redaction("profile", { pointer: "/note" })]));
  expect(dataOf(files).sources).toContainEqual({
    ...{ source: "dossier-database", section: "orders", rows: 0, failure: "unreadable" },
  });
  expect(fileOf(files, "index.html")).toContain("could not be read");
});

test("an order of 10,000 lines loses a column and keeps the rest", async () => {
  const original = await makeCustomerExport({}, async (storeId, customerId) =>
    makeLines(storeId, await makeOrder(storeId, { customerId }, []), 10_000),
  );
  const files = await readArchive(
    await makeRedactedCopy(original, [redaction("orders", { pointer: "/lines/*/name" })]),
  );
  const [order] = dataOf(files).orders;
  expect(order.lines).toHaveLength(10_000);
  expect(new Set(order.lines.map((line: { name: string }) => line.name)).size).toBe(1);
  expect(order.lines[9_999].position).toBe(10_000);
  expect(Object.values(files).join("")).not.toMatch(/Item \d/);
});

test("the marks and the list speak the customer's language", async () => {
  const original = await makeCustomerExport({ locale: "de" });
  const files = await readArchive(
    await makeRedactedCopy(original, [redaction("profile", { row: 0, pointer: "/note" })]),
  );
  expect(dataOf(files).profile[0].note).toBe("[geschwärzt: Daten einer anderen Person]");
  expect(fileOf(files, "index.html")).toMatch(
    /Zurückgehalten.*Profil · Eintrag 1 · Notiz.*Daten einer anderen Person/s,
  );
});
