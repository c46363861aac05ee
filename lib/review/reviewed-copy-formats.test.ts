import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { sections } from "@/lib/section/sections";
import { exportWithAdded } from "@/test/factories/added";
import { makeAddress, makeConsent, makeOrder } from "@/test/factories/customer";
import { makeEmail } from "@/test/factories/email";
import { makeCustomerExport } from "@/test/factories/export";
import { makeMessage } from "@/test/factories/message";
import { readCopy, redaction } from "@/test/factories/redaction";
import { makeRequest } from "@/test/factories/request";
import { dataOf, fileOf, readArchive, schemaErrors } from "@/test/harness/archive";
import { withTestDatabase } from "@/test/harness/test-database";

withTestDatabase();

test("each field of each row can be withheld in every format", async () => {
  const exported = await makeCustomerExport(
    { email: "ada@mail.example", emailNormalized: "ada@mail.example" },
    async (storeId, customerId) => {
      await makeOrder(storeId, { customerId, billingAddress: { name: "Ada" } });
      await makeAddress(storeId, customerId);
      await makeConsent(storeId, customerId, { channel: "sms", granted: false });
      const { id: requestId } = await makeRequest(storeId, {
        ...{ customerId, state: "answered", createdAt: new Date(Date.now() + 3600_000) },
      });
      await makeMessage({ storeId, requestId }, { author: "customer" }, "file-1.pdf");
      await makeEmail(storeId, "ada@mail.example", { subject: "Sign in", text: "Hello", state: "sent" });
    },
  );
  const original = await exportWithAdded(exported);
  const data = dataOf(await readArchive(original));
  const columns = sections.flatMap((section) =>
    Object.keys(data[section][0]).map((key) => redaction(section, { pointer: `/${key}`, reason: "security" })),
  );
  const lines = Object.keys(data.orders[0].lines[0]).map((key) =>
    redaction("orders", { pointer: `/lines/*/${key}`, reason: "security" }),
  );
  const events = Object.keys(data.requests[0].events[0]).map((key) =>
    redaction("requests", { row: 0, pointer: `/events/0/${key}`, reason: "security" }),
  );
  // First with the fields of lines and events, then of the rows themselves.
  const innerFiles = await readCopy(original, ...lines, ...events);
  expect(schemaErrors(innerFiles)).toBeNull();
  expect(new Set(Object.values(dataOf(innerFiles).orders[0].lines[0]))).toEqual(new Set(["[redacted: security]"]));
  const files = await readCopy(original, ...columns);
  expect(schemaErrors(files)).toBeNull();
  for (const section of sections)
    expect(new Set(Object.values(dataOf(files)[section][0]))).toEqual(new Set(["[redacted: security]"]));
});

test("a reason's own words are text in every format", async () => {
  const original = await makeCustomerExport({ note: "x" });
  for (const [reasonText, html] of [
    [`<script>alert("x")</script>`, "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;"],
    [`=HYPERLINK("http://evil.example","x")`, "=HYPERLINK(&quot;http://evil.example&quot;,&quot;x&quot;)"],
  ] as const) {
    await prisma().redaction.deleteMany({ where: { exportId: original.exportId } });
    const fields = { reason: "other", reasonText } as const;
    const note = redaction("profile", { pointer: "/note", ...fields });
    const files = await readCopy(original, note, redaction("consents", fields));
    expect(schemaErrors(files)).toBeNull();
    expect(fileOf(files, "index.html")).toContain(`[redacted: ${html}]`);
    expect(fileOf(files, "index.html")).not.toMatch(/<script/i);
    expect(dataOf(files).profile[0].note).toBe(`[redacted: ${reasonText}]`);
    for (const path of ["csv/profile.csv", "csv/consents.csv"]) expect(fileOf(files, path)).not.toMatch(/(^|,)"?=/m);
  }
});

test("the marks and the list speak the customer's language", async () => {
  const original = await makeCustomerExport({ locale: "de" });
  const files = await readCopy(original, redaction("profile", { row: 0, pointer: "/note" }));
  expect(dataOf(files).profile[0].note).toBe("[geschwärzt: Daten einer anderen Person]");
  expect(fileOf(files, "index.html")).toMatch(
    /Zurückgehalten.*Profil · Eintrag 1 · Notiz.*Daten einer anderen Person/s,
  );
});
