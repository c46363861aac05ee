import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { makeOrder } from "@/test/factories/customer";
import { makeCustomerExport } from "@/test/factories/export";
import { readCopy, redaction } from "@/test/factories/redaction";
import { dataOf, fileOf, readArchive, schemaErrors } from "@/test/harness/archive";
import { withTestDatabase } from "@/test/harness/test-database";

withTestDatabase();

type OwnText = { section: string; field: string; text: string; locale?: string };

/** The archive of a customer with an order, of a store with texts of its own. */
async function exportOf(own: OwnText[] = [], locale = "en") {
  const fill = async (storeId: string, customerId: string) => {
    await prisma().informationText.createMany({ data: own.map((text) => ({ storeId, locale: "en", ...text })) });
    await makeOrder(storeId, { customerId });
  };
  const target = await makeCustomerExport({ locale }, fill, { contactEmail: "privacy@shop.example" });
  const files = await readArchive(target);
  const html = fileOf(files, "index.html");
  const information = html.slice(html.indexOf(`<section aria-labelledby="information">`));
  return { files, data: dataOf(files), html, information };
}

test("an archive tells what Article 15 asks for on each section that it holds, and on no other", async () => {
  const { data, html, information } = await exportOf();
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
  // What is the same for all sections is read once; what may decide about orders concerns them alone.
  expect(information.match(/Transfers to other countries/g)).toHaveLength(1);
  expect(information.match(/Automated decisions/g)).toHaveLength(3);
  expect(information.match(/risk of fraud/g)).toHaveLength(1);
  expect(information.match(/Purposes/g)).toHaveLength(3);
});

test("the owner's texts replace the defaults, as text, and an emptied one is left out", async () => {
  const { files, data, information } = await exportOf([
    { section: "orders", field: "recipients", text: `DHL <script>alert("x")</script>\n& Stripe` },
    { section: "orders", field: "transfers", text: "To the United States." },
    { section: "profile", field: "source", text: "" },
    { section: "general", field: "complaint", text: "" },
    { section: "orders", field: "recipients", text: "Nicht auf Englisch", locale: "de" },
    { section: "orders", field: "noSuchField", text: "unknown field" },
    { section: "constructor", field: "name", text: "unknown section" },
  ]);
  expect(data.information.sections.orders.recipients).toBe(`DHL <script>alert("x")</script>\n& Stripe`);
  expect(information).toContain("DHL &lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;\n&amp; Stripe");
  expect(information).not.toMatch(/<script|Nicht auf Englisch|unknown/);
  expect(data.information.sections.profile).not.toHaveProperty("source");
  expect(data.information.general).not.toHaveProperty("complaint");
  expect(information).not.toContain("Complaints");
  // Where one section differs, each section says its own.
  expect(information.match(/Transfers to other countries/g)).toHaveLength(3);
  expect(schemaErrors(files)).toBeNull();
  const undescribed = { ...data.information, sections: { orders: { undescribed: "x" } } };
  expect(schemaErrors(files, { ...data, information: undescribed })).not.toBeNull();
});

test("the information speaks the customer's language", async () => {
  const own = { section: "orders", field: "purposes", text: "Eigener Zweck", locale: "de" };
  const { data, html } = await exportOf([own], "de-AT");
  expect(data.information.sections.orders.purposes).toBe("Eigener Zweck");
  expect(data.information.sections.profile.source).toMatch(/^Von Ihnen/);
  expect(html).toContain("Informationen zu diesen Daten");
});

test("a reviewed copy tells it too, also on a section that is withheld whole, whether or not it held anything", async () => {
  const original = await makeCustomerExport({}, (storeId, customerId) => makeOrder(storeId, { customerId }));
  const files = await readCopy(original, redaction("orders"), redaction("consents"));
  const { information } = dataOf(files);
  expect(Object.keys(information.sections)).toEqual(["profile", "orders", "consents", "requests"]);
  expect(fileOf(files, "index.html")).toContain(`<section aria-labelledby="information">`);
});
