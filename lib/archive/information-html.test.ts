import Ajv2020 from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { buildExport } from "@/lib/export/build-export";
import { EVERY_ROW } from "@/lib/section/redaction";
import { makeCustomer, makeOrder } from "@/test/factories/customer";
import { exportCustomer } from "@/test/factories/export";
import { makeStore } from "@/test/factories/store";
import { fileOf, readArchive } from "@/test/harness/archive";
import { withTestDatabase } from "@/test/harness/test-database";

withTestDatabase();

async function exportOf({
  own = [],
  locale = "en",
  orders = 1,
}: {
  own?: { section: string; field: string; text: string; locale?: string }[];
  locale?: string;
  orders?: number;
}) {
  const { id: storeId } = await makeStore({ contactEmail: "privacy@shop.example" });
  await prisma().informationText.createMany({ data: own.map((text) => ({ storeId, locale: "en", ...text })) });
  const { id } = await makeCustomer(storeId, { locale });
  for (let count = 0; count < orders; count++) await makeOrder(storeId, { customerId: id });
  const files = await readArchive(await exportCustomer(storeId, id));
  const html = fileOf(files, "index.html");
  return {
    data: JSON.parse(fileOf(files, "data.json")),
    schema: JSON.parse(fileOf(files, "schema.json")),
    html,
    information: html.slice(html.indexOf(`<section aria-labelledby="information">`)),
  };
}

test("an archive tells what Article 15 asks for on each section that it holds, and on no other", async () => {
  const { data, html, information } = await exportOf({});
  expect(Object.keys(data.information.sections)).toEqual(["profile", "orders", "requests"]);
  expect(Object.keys(data.information.sections.orders)).toEqual([
    ...["purposes", "categories", "recipients", "retention", "source", "automatedDecisions", "transfers"],
  ]);
  expect(data.information.general).toEqual({
    contact: "Test shop is responsible for this data. You can reach us at privacy@shop.example.",
    rights: expect.stringContaining("object"),
    complaint: expect.stringContaining("authority"),
  });
  expect(data.information.sections.requests.retention).toBe("36 months after a request is closed.");
  expect(information).toContain("our tax advisors");
  expect(information).not.toContain("send our newsletters");
  expect(html).toContain(`<a href="#information">Information about this data</a>`);
  // What is the same for all sections is read once.
  expect(information.match(/Automated decisions/g)).toHaveLength(1);
  expect(information.match(/Purposes/g)).toHaveLength(3);
});

test("the owner's texts stand in place of the first ones, as text, and an emptied one is not printed", async () => {
  const { data, schema, information } = await exportOf({
    own: [
      { section: "orders", field: "recipients", text: `DHL <script>alert("x")</script>\n& Stripe` },
      { section: "orders", field: "transfers", text: "To the United States." },
      { section: "profile", field: "source", text: "" },
      { section: "general", field: "complaint", text: "" },
      { section: "orders", field: "recipients", text: "Nicht auf Englisch", locale: "de" },
      { section: "orders", field: "noSuchField", text: "unknown field" },
      { section: "constructor", field: "name", text: "unknown section" },
    ],
  });
  expect(data.information.sections.orders.recipients).toBe(`DHL <script>alert("x")</script>\n& Stripe`);
  expect(information).toContain("DHL &lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;\n&amp; Stripe");
  expect(information).not.toMatch(/<script|Nicht auf Englisch|unknown/);
  expect(data.information.sections.profile).not.toHaveProperty("source");
  expect(data.information.general).not.toHaveProperty("complaint");
  expect(information).not.toContain("Complaints");
  // Where one section differs, each section says its own.
  expect(information.match(/Transfers to other countries/g)).toHaveLength(3);
  const validate = addFormats(new Ajv2020({ strict: false })).compile(schema);
  validate(data);
  expect(validate.errors).toBeNull();
  expect(validate({ ...data, information: { ...data.information, sections: { orders: { undescribed: "x" } } } })).toBe(
    false,
  );
});

test("the information speaks the customer's language", async () => {
  const { data, html } = await exportOf({
    locale: "de-AT",
    own: [{ section: "orders", field: "purposes", text: "Eigener Zweck", locale: "de" }],
  });
  expect(data.information.sections.orders.purposes).toBe("Eigener Zweck");
  expect(data.information.sections.profile.source).toMatch(/^Von Ihnen/);
  expect(html).toContain("Informationen zu diesen Daten");
});

test("a reviewed copy tells it too, also on a section that is withheld whole, whether or not it held anything", async () => {
  const { id: storeId } = await makeStore();
  const { id } = await makeCustomer(storeId);
  await makeOrder(storeId, { customerId: id });
  const { exportId: reviewOfId, requestId } = await exportCustomer(storeId, id);
  const copy = { storeId, exportId: uuidv7() };
  const redactions = (["orders", "consents"] as const).map((section) => ({
    ...{ section, row: EVERY_ROW, pointer: "", reason: "security", reasonText: null },
  }));
  await prisma().export.create({ data: { storeId, id: copy.exportId, requestId, reviewOfId, redactions } });
  await buildExport(copy, new AbortController().signal);
  const files = await readArchive(copy);
  const { information } = JSON.parse(fileOf(files, "data.json"));
  expect(Object.keys(information.sections)).toEqual(["profile", "orders", "consents", "requests"]);
  expect(fileOf(files, "index.html")).toContain(`<section aria-labelledby="information">`);
});
