import { createHash } from "node:crypto";
import sharp from "sharp";
import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { recordsSource } from "@/lib/source/records/records-source";
import { prepareLogo } from "@/lib/store/logo";
import { makeAddress, makeConsent, makeLines, makeOrder } from "@/test/factories/customer";
import { makeCustomerExport, readExport } from "@/test/factories/export";
import { dataOf, fileOf, readArchive, schemaErrors } from "@/test/harness/archive";
import { withTestDatabase } from "@/test/harness/test-database";

withTestDatabase();

async function exportOf(...made: Parameters<typeof makeCustomerExport>) {
  const target = await makeCustomerExport(...made);
  const files = await readArchive(target);
  return { target, files, data: dataOf(files) };
}

test("data.json validates against schema.json, which describes every field", async () => {
  const { files, data } = await exportOf(
    { email: "ada@mail.example", emailNormalized: "ada@mail.example", tags: ["vip"], attributes: { points: 12 } },
    async (storeId, customerId) => {
      await makeAddress(storeId, customerId, { city: "Łódź", country: "PL" });
      await makeConsent(storeId, customerId);
      await makeOrder(storeId, { customerId, total: "12.3456", discount: "-1.5", shippingAddress: { city: "Łódź" } });
    },
  );
  expect(JSON.parse(fileOf(files, "schema.json")).$schema).toBe("https://json-schema.org/draft/2020-12/schema");
  expect(schemaErrors(files)).toBeNull();
  expect(data.orders[0]).toMatchObject({ total: "12.3456", discount: "-1.50", currency: "EUR" });
  expect(data.addresses[0].city).toBe("Łódź");
  const types = data.requests[0].events.map((event: { type: string }) => event.type);
  expect(types).toEqual(["request_made", "export_requested"]);
  // The schema is strict: a wrong row does not pass.
  for (const wrong of [{ total: 12.3456 }, { undescribed: 1 }])
    expect(schemaErrors(files, { ...data, orders: [{ ...data.orders[0], ...wrong }] })).not.toBeNull();
});

test("the manifest lists every other file with its size and hash, and every source, also an empty one", async () => {
  const { files } = await exportOf({});
  const sections = Object.keys(recordsSource.collectors);
  const manifest = JSON.parse(fileOf(files, "manifest.json"));
  const listed = manifest.files.map((file: { path: string }) => file.path);
  expect(listed.toSorted()).toEqual(
    Object.keys(files)
      .filter((path) => path !== "manifest.json")
      .toSorted(),
  );
  for (const { path, sizeBytes, sha256 } of manifest.files) {
    expect(createHash("sha256").update(fileOf(files, path)).digest("hex")).toBe(sha256);
    expect(Buffer.byteLength(fileOf(files, path))).toBe(sizeBytes);
  }
  expect(listed).toEqual(expect.arrayContaining(sections.map((section) => `csv/${section}.csv`)));
  expect(manifest.sources.map((source: { section: string }) => source.section)).toEqual(sections);
  expect(manifest.sources).toContainEqual({ source: "dossier-database", section: "orders", rows: 0, failure: null });
  expect(manifest).toMatchObject({ reference: expect.stringMatching(/^DR-/), generator: { name: "Dossier" } });
});

test("where the platform counts more orders than were found, the page and the manifest say so", async () => {
  const find = async (stated: string, email = "ada@mail.example") => {
    const customer = { email, emailNormalized: email, attributes: { "Total Orders": stated } };
    const { files, data } = await exportOf(customer, (storeId, customerId) => makeOrder(storeId, { customerId }));
    expect(schemaErrors(files)).toBeNull();
    const { sources } = JSON.parse(fileOf(files, "manifest.json"));
    expect(data.sources).toEqual(sources);
    const { stated: said } = sources.find(({ section }: { section: string }) => section === "orders");
    return [said, fileOf(files, "index.html").includes("own count is 3; one could be matched")];
  };
  expect(await find("3")).toEqual([3, true]);
  expect(await find("1")).toEqual([undefined, false]);
  expect(await find("many")).toEqual([undefined, false]);
});

test("a name with <script> is text in every page, and a page may load and run nothing", async () => {
  const name = `<script>alert("x")</script>`;
  const { files, data } = await exportOf(
    { firstName: name, note: "</td><img src=x onerror=alert(1)>" },
    (storeId, id) =>
      makeOrder(storeId, { customerId: id, name, note: name, attributes: { [name]: { createdAt: "no time" } } }, [
        { name },
      ]),
  );
  expect(data.profile[0].firstName).toBe(name);
  const html = fileOf(files, "index.html");
  expect(html).not.toMatch(/<(script|img)/i);
  expect(html).toContain("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;");
  expect(html).toContain(`http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'`);
  expect(html).not.toMatch(/\s(src|href)="(?!#|[a-z0-9-]+\.html)/);
});

test("the first page shows the store's logo without a network, and only it", async () => {
  const logo = await prepareLogo(
    await sharp({ create: { width: 400, height: 100, channels: 3, background: "#c00" } })
      .png()
      .toBuffer(),
  );
  const { files } = await exportOf({}, async (storeId) => {
    await prisma().store.update({ where: { id: storeId }, data: { logo, logoType: "image/png" } });
  });
  const [, source = "", alt] = /<img class="logo" src="([^"]+)" alt="([^"]*)">/.exec(fileOf(files, "index.html")) ?? [];
  expect(source).toBe(`data:image/png;base64,${Buffer.from(logo).toString("base64")}`);
  expect(alt).toBe("Test shop");
  for (const path of ["data.json", "manifest.json"]) expect(fileOf(files, path)).not.toContain("logo");
});

test("cells that a spreadsheet would execute are escaped, and numbers stay numbers", async () => {
  const { files } = await exportOf({ note: "=1+1", firstName: "two\nlines" }, (storeId, customerId) =>
    makeOrder(storeId, { customerId, note: "@SUM(A1)", discount: "-5" }, [{ name: `+cmd|' /C calc'!A0` }]),
  );
  expect(fileOf(files, "csv/profile.csv")).toContain(`,'=1+1,`);
  expect(fileOf(files, "csv/profile.csv")).toContain(`"two\nlines"`);
  expect(fileOf(files, "csv/orders.csv")).toContain(`'@SUM(A1)`);
  expect(fileOf(files, "csv/orders.csv")).toContain(`,-5.00,`);
  expect(fileOf(files, "csv/order-lines.csv")).toContain(`'+cmd|' /C calc'!A0`);
});

test("the archive is in the customer's language, and the keys of its data are not translated", async () => {
  const { files, data } = await exportOf({ locale: "de-AT" }, (storeId, customerId) =>
    makeOrder(storeId, { customerId, total: "1234.5", placedAt: new Date("2026-03-01T08:30:00Z") }),
  );
  const html = fileOf(files, "index.html");
  expect(html).toContain(`<html lang="de">`);
  expect(html).toContain("Ihre Daten bei Test shop");
  expect(html).toContain("1.234,50");
  expect(html).toContain(`<time datetime="2026-03-01T08:30:00.000Z">`);
  expect(data).toHaveProperty("orders");
});

test("an order of 10,000 lines is complete in every format", async () => {
  const { files, data } = await exportOf({}, async (storeId, customerId) => {
    await makeOrder(storeId, { customerId });
    await makeLines(storeId, await makeOrder(storeId, { customerId, total: "100.00" }, []), 10_000);
  });
  expect(data.orders).toHaveLength(2);
  const items = Array.from({ length: 10_000 }, (_, index) => `Item ${index + 1}`);
  expect(data.orders[1].lines.map((line: { name: string }) => line.name)).toEqual(items);
  expect(fileOf(files, "csv/order-lines.csv").trim().split("\r\n")).toHaveLength(10_002);
  expect(fileOf(files, "orders.html").match(/<td>Item /g)).toHaveLength(10_000);
});

test("a long section is split into pages that link to each other, each order on one page", async () => {
  const { files } = await exportOf({}, async (storeId, customerId) => {
    for (let number = 1; number <= 5; number++)
      await makeLines(storeId, await makeOrder(storeId, { customerId, name: `#P${number}` }, []), 1500);
  });
  const pages = Object.keys(files).filter((path) => /^orders.*\.html$/.test(path));
  expect(pages).toEqual(["orders.html", "orders-2.html", "orders-3.html"]);
  expect(fileOf(files, "index.html")).toContain(`<a href="orders-3.html">Entries 5 to 5</a>`);
  expect(fileOf(files, "orders-2.html")).toContain(`<a href="orders.html" rel="prev">`);
  expect(fileOf(files, "orders-2.html")).toContain(`<a href="orders-3.html" rel="next">`);
  expect(fileOf(files, "orders-3.html")).not.toContain(`rel="next"`);
  const all = pages.map((path) => fileOf(files, path)).join("");
  expect([...all.matchAll(/<span>#P(\d)<\/span>/g)].map((match) => match[1])).toEqual(["1", "2", "3", "4", "5"]);
});

test("no exported data is stored unencrypted", async () => {
  const canary = "canary-7f3a9c";
  const { target } = await exportOf({ note: canary });
  const chunks = await prisma().exportChunk.findMany({ where: { exportId: target.exportId }, select: { bytes: true } });
  expect(chunks.length).toBeGreaterThan(5);
  const all = Buffer.concat(chunks.map((chunk) => chunk.bytes));
  expect(all.includes(canary)).toBe(false);
  expect(all.includes("profile")).toBe(false);
  const files = await prisma().exportFile.findMany({ where: { exportId: target.exportId }, select: { path: true } });
  expect(JSON.stringify(files)).not.toContain(canary);
});

test("a ready export says what it holds, how large it is and when it expires, in its row and an event", async () => {
  const { target } = await exportOf({}, async () => {}, { exportRetentionDays: 3 });
  const { exportId, requestId } = target;
  const row = await readExport(target);
  expect(row).toMatchObject({ state: "ready", section: null, attempts: 1, rowsCollected: 2, rowsExpected: 2 });
  expect(Number(row.expiresAt) - Number(row.readyAt)).toBe(3 * 24 * 3600 * 1000);
  const events = await prisma().event.findMany({ where: { requestId, type: "export_ready" } });
  expect(events).toMatchObject([{ actorKind: "system", data: { exportId } }]);
});
