import { describe, expect, test } from "vitest";
import { locales } from "@/lib/locale";
import { customerEmails } from "./customer-emails";
import type { EmailFacts } from "./email-context";
import type { TemplateName } from "./notification-events";
import { renderEmail } from "./render-email";
import { storeEmails } from "./store-emails";

const token = "t".repeat(43);

const facts: EmailFacts = {
  locale: "en",
  audience: "customer",
  store: {
    slug: "northwind",
    name: "Northwind & <Söhne>",
    accentColor: "#ffe600",
    contactEmail: "privacy@northwind.example",
  },
  request: {
    id: "01930000-0000-7000-8000-000000000001",
    reference: "DR-7K3F-9QXM",
    type: "export",
    email: "maria.anders@alfki.example",
    customerId: "01930000-0000-7000-8000-000000000002",
    customerName: "Maria <script>alert(1)</script>",
    matchCount: 1,
    refusalReason: "First line.\n<b>Second</b> line.",
    createdAt: new Date("2026-11-24T21:41:00Z"),
    dueAt: new Date("2026-12-24T21:41:00Z"),
  },
  export: { id: "01930000-0000-7000-8000-000000000003", expiresAt: new Date("2026-12-01T10:00:00Z") },
  delivery: {
    method: "link",
    state: "live",
    createdByName: "Nancy",
    tooLarge: false,
    deliveredAt: null,
    expiresAt: new Date("2026-12-02T10:00:00Z"),
    live: true,
  },
  token,
};

const templates = [
  ...Object.keys(customerEmails).map((template) => ["customer", template]),
  ...Object.keys(storeEmails).map((template) => ["store", template]),
] as [EmailFacts["audience"], TemplateName][];

describe.each(locales)("in %s", (locale) => {
  test.each(templates)("what the %s reads in %s is whole", async (audience, template) => {
    const { subject, html, text } = await renderEmail(template, { ...facts, locale, audience });
    expect(subject.length).toBeGreaterThan(8);
    expect(html).toContain(`lang="${locale}"`);
    expect(html).toContain('dir="ltr"');
    expect(html).toContain('name="color-scheme"');
    expect(html).not.toMatch(/<(?:img|script|b>)|url\(/i);
    expect(text).toContain("Northwind & <Söhne>");
    if (template !== "sign-in-link") expect(text).toContain("DR-7K3F-9QXM");
    for (const part of [subject, html, text]) {
      // A missing message shows as its key, `emails.…`.
      expect(part).not.toMatch(/undefined|null|NaN|\[object|emails\.|[{}](?![^<]*<\/style>)/);
    }
  });
});

test("the verification e-mail says what, when, where from, how long, and what to do if it was not them", async () => {
  const { subject, html, text } = await renderEmail("verify-request", facts);
  expect(subject).toBe("Verify your data request to Northwind & <Söhne>");
  expect(text).toMatch(/Asked for\s+A copy of the data held/);
  expect(text).toMatch(/Asked on\s+November 24, 2026 at 21:41 UTC/);
  expect(text).toContain("valid for 24 hours");
  expect(text).toContain(`This wasn't me http://localhost:3000/s/northwind/verify/${token}?cancel=1`);
  expect(html).toMatch(
    new RegExp(`<a href="http://localhost:3000/s/northwind/verify/${token}"[^>]*>Verify request</a>`),
  );
  expect(html).toContain(`>http://localhost:3000/s/northwind/verify/${token}</span>`);
});

test("the confirmation says that the data will be sent shortly, with the reference and the due date", async () => {
  const { subject, text } = await renderEmail("request-received", facts);
  expect(subject).toContain("received");
  expect(text).toContain("Your data will be sent shortly");
  expect(text).toContain("December 24, 2026");
});

test.each([
  [{}, "one customer of yours: Maria"],
  [{ customerName: null }, "one customer of yours."],
  [{ customerId: null, matchCount: 0 }, "No customer of yours matches"],
  [{ customerId: null, matchCount: 3 }, "3 customers of yours match"],
])("the store reads whether the request belongs to a customer: %j", async (values, expected) => {
  const request = facts.request && { ...facts.request, ...values };
  const { text } = await renderEmail("new-request", { ...facts, audience: "store", request });
  expect(text).toContain(expected);
});

test("a refusal's reason keeps its lines", async () => {
  const { text } = await renderEmail("request-refused", facts);
  expect(text).toContain("First line.\n<b>Second</b> line.");
});

test("a language that there is no translation for is English", async () => {
  const { subject, html } = await renderEmail("request-received", { ...facts, locale: "tlh_XX" });
  expect(subject).toContain("received");
  expect(html).toContain('lang="en"');
});
