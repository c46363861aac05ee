import { readdirSync, readFileSync } from "node:fs";
import { render } from "@react-email/components";
import { createElement } from "react";
import { describe, expect, test } from "vitest";
import type { EmailKind } from "@/emails/texts";
import { locales, messagesOf } from "@/lib/locale";
import type { Audience } from "@/prisma/generated/client";
import { composeEmail } from "./compose-email";
import type { EmailFacts } from "./email-facts";
import { emailRow, emailsTo } from "./email-table";
import { merchantEmails } from "./merchant-emails";

const token = "t".repeat(43);

const facts: EmailFacts = {
  locale: "en",
  audience: "customer",
  store: {
    ...{ slug: "northwind", name: "Northwind & <Söhne>" },
    ...{ accentColor: "#ffe600", contactEmail: "privacy@northwind.example", timeZone: null },
    ...{ informationConfirmedAt: null, establishedIn: null, establishedSubdivision: null, otherLaws: [] },
  },
  request: {
    ...{ id: "01930000-0000-7000-8000-000000000001", reference: "DR-7K3F-9QXM", type: "export", state: "open" },
    ...{
      email: "maria.anders@alfki.example",
      matchCount: 1,
      formatLocale: null,
      lastSearch: null,
      answer: null,
      emailVerified: true,
      platformCustomerId: null,
    },
    ...{ customerName: "Maria <script>alert(1)</script>", refusalReason: "First line.\n<b>Second</b> line." },
    ...{ source: "guest", emailVerified: true, extensionReason: "Old orders.\nMany.", extendedFrom: null },
    ...{ createdAt: new Date("2026-11-24T21:41:00Z"), dueAt: new Date("2026-12-24T21:41:00Z") },
  },
  export: null,
  delivery: null,
  event: { at: new Date("2026-11-26T08:15:00Z"), actorName: "Nancy", browser: "Chrome on Android" },
  mayDownload: true,
  due: null,
  token,
};

const about = {
  export: { id: "01930000-0000-7000-8000-000000000003", expiresAt: new Date("2026-12-01T10:00:00Z") },
  delivery: {
    ...{ method: "link" as const, state: "live" as const, createdByName: "Nancy", tooLarge: false, live: true },
    message: null,
    expiresAt: new Date("2026-12-02T10:00:00Z"),
  },
  due: {
    assigneeId: undefined,
    total: 3,
    groups: [
      {
        mark: "overdue" as const,
        count: 3,
        requests: [
          {
            ...{ id: "01930000-0000-7000-8000-000000000004", reference: "DR-7K3F-9QXM", dueAt: new Date(0) },
            ...{ customerName: "Maria <b>Anders</b>", email: "maria.anders@alfki.example", assignee: "Nancy" },
          },
        ],
      },
    ],
  },
  agent: "Ada <b>Lovelace</b>",
  message: "Which of your two orders\ndo you <b>mean</b>?",
  erasure: {
    ...{ rows: { orders: 3, keptOrders: 2 }, elsewhere: ["Helpdesk"], queued: ["Shopify"] },
    ...{ retained: [{ title: "WordPress", items: ["Invoices"] }], keeping: { years: 8, statute: "§ 147 AO" } },
  },
  correction: { changes: [{ field: "city" as const, oldValue: null, newValue: "<b>Bern</b>" }], told: ["Helpdesk"] },
  bulk: { actorName: "Nancy", isUndone: false, doneCount: 12 },
  shop: {
    ...{ number: 1, shop: "northwind.myshopify.com", dueAt: new Date("2026-12-28T10:00:00Z") },
    ...{ keptAt: null, deletedAt: null },
  },
};

/** Composes an email with the facts that its row asks for, or with others. */
async function compose(audience: Audience, kind: EmailKind, changes: Partial<EmailFacts> = {}) {
  const row = emailRow(audience, kind);
  // What a clock waits for is told as a message is.
  const of = row.about === "pause" ? "message" : row.about;
  const loaded = of ? { [of]: about[of] } : {};
  return await composeEmail(kind, { ...facts, audience, ...loaded, ...changes });
}

const emails = (["customer", "store"] as const).flatMap((audience) =>
  emailsTo(audience).map(([kind, row]) => ({ audience, kind, row })),
);

test.each(emails)(
  "$kind to the $audience has a short template, a preview, and texts in every language",
  async (email) => {
    const { audience, kind, row } = email;
    const source = readFileSync(`emails/${kind}.tsx`, "utf8");
    expect(source.split("\n").length - 1).toBeLessThan(15);
    expect((await import(`@/emails/${kind}.tsx`)).default).toBe(row.template);
    const preview = await render(createElement(row.template, row.template.PreviewProps));
    expect(preview).toContain("Northwind Traders");
    expect(preview).not.toMatch(/undefined|emails\.|\bNaN\b/);
    for (const locale of locales) {
      const texts: Record<string, object> = messagesOf(locale).emails[audience];
      expect(Object.keys(texts[kind] ?? {})).toEqual(expect.arrayContaining(["subject", "heading", "intro"]));
    }
  },
);

test("every text of an email belongs to a row of the table, and every template to an email", () => {
  for (const locale of locales)
    for (const audience of ["customer", "store"] as const)
      expect(Object.keys(messagesOf(locale).emails[audience]).sort()).toEqual(
        emailsTo(audience)
          .map(([kind]) => kind)
          .sort(),
      );
  const parts = ["due-list.tsx", "frame.tsx", "layout.tsx", "parts.tsx"];
  const files = readdirSync("emails").filter((file) => file.endsWith(".tsx") && !parts.includes(file));
  const kinds = [...emails.map(({ kind }) => kind), ...Object.keys(merchantEmails)];
  expect(files.sort()).toEqual([...new Set(kinds.map((kind) => `${kind}.tsx`))].sort());
});

describe.each(locales)("in %s", (locale) => {
  test.each(emails)("$kind to the $audience is complete", async ({ audience, kind }) => {
    const { subject, html, text } = await compose(audience, kind, { locale });
    expect(subject.length).toBeGreaterThan(8);
    expect(html).toContain(`lang="${locale}"`);
    expect(html).toContain('dir="ltr"');
    expect(html).toContain('name="color-scheme"');
    expect(html).not.toMatch(/<(?:img|script|b>)|url\(/i);
    expect(text).toContain("Northwind & <Söhne>");
    if (
      ![
        "sign-in-link",
        "requests-assigned",
        "test-email",
        "provider-changed",
        "shop-removed",
        "shop-deletion",
      ].includes(kind)
    )
      expect(text).toContain("DR-7K3F-9QXM");
    for (const part of [subject, html, text]) {
      // A missing message is shown as its key, `emails.…`.
      expect(part).not.toMatch(/undefined|null|NaN|\[object|emails\.|[{}](?![^<]*<\/style>)/);
    }
    // Plain text has none.
    expect(`${subject} ${text}`).not.toMatch(/button|schaltfläche|knopf/i);
  });
});

test("the verification email says what, when, where from, how long, and what to do if it wasn't them", async () => {
  const { subject, html, text } = await compose("customer", "verify-request");
  expect(subject).toBe("Verify your data request to Northwind & <Söhne>");
  expect(text).toMatch(/Request\s+Copy of personal data/);
  expect(text).toMatch(/Requested on\s+November 24, 2026 at 21:41 UTC/);
  expect(text).toContain("valid for 24 hours");
  expect(text).toContain(`This wasn't me http://localhost:3000/s/northwind/verify/${token}?cancel=1`);
  expect(html).toMatch(
    new RegExp(`<a href="http://localhost:3000/s/northwind/verify/${token}"[^>]*>Verify request</a>`),
  );
  expect(html).toContain(`>http://localhost:3000/s/northwind/verify/${token}</span>`);
});

test("the confirmation says that the data will be sent shortly, with the reference and the due date", async () => {
  const { subject, text } = await compose("customer", "request-received");
  expect(subject).toContain("received");
  expect(text).toContain("Your data will be sent shortly");
  expect(text).toContain("You'll hear from us by December 24, 2026");
});

test("the owner's email keeps the words that others look for, and its link starts the download", async () => {
  const { subject, text } = await compose("store", "export-ready");
  expect(subject).toContain("data export is ready");
  expect(text).toContain(
    `Download the data http://localhost:3000/dashboard/northwind/exports/${about.export.id}?download\n`,
  );
  expect(text).toContain("You'll be asked to sign in. The archive will be deleted on December 1, 2026 at 10:00 UTC");
  const stranger = await compose("store", "export-ready", { mayDownload: false });
  expect(stranger.text).toContain("Opening it needs an account of Northwind & <Söhne>");
});

test("what was done with the data says when and with which browser, and where to say that it was someone else", async () => {
  const { text } = await compose("customer", "delivery-downloaded");
  expect(text).toMatch(/When\s+November 26, 2026 at 08:15 UTC/);
  expect(text).toMatch(/Browser\s+Chrome on Android/);
  expect(text).not.toContain("Network");
  expect(text).toContain("Not you? Tell us: write to privacy@northwind.example and mention the reference.");
  const store = { ...facts.store, contactEmail: null };
  expect((await compose("customer", "delivery-downloaded", { store })).text).toContain(
    "Not you? Tell us: write to the store",
  );
});

test.each([
  [{ actorName: "Nancy" }, "Northwind & <Söhne> has revoked the link to your data."],
  [{ reason: "wrong_codes" }, "Wrong codes were entered too often"],
])("a customer reads why their link no longer works: %j", async (event, expected) => {
  const { text } = await compose("customer", "delivery-revoked", {
    event: { at: new Date(), actorName: null, ...event },
  });
  expect(text).toContain(expected);
});

test.each([
  [{}, "has confirmed their email address"],
  [{ source: "signed_in" }, "A signed-in customer of Northwind & <Söhne> asks for a copy of their data. Please"],
  [{ source: "signed_in", emailVerified: false }, "Their email address is not confirmed."],
  [{ source: "signed_in", emailVerified: false, email: null }, "asks for a copy of their data. Please answer by"],
] as const)("the store reads how it is known who asks, and no more: %j", async (values, expected) => {
  const request = facts.request && { ...facts.request, ...values };
  expect((await compose("store", "new-request", { request })).text).toContain(expected);
});

test.each([
  ["customer", "sign-in-link", "because someone asked to sign in with your address. Questions?"],
  ["customer", "request-received", "because someone used your address for a data request. Questions?"],
  ["store", "new-request", "Owners can change who is notified in the settings."],
  ["store", "request-assigned", "because you are a member of Northwind & <Söhne>'s team."],
] as const)("%s: %s says why it was sent", async (audience, kind, expected) => {
  expect((await compose(audience, kind)).text).toContain(expected);
});

test("a digest names each request, how late it is and who is assigned, and links to it", async () => {
  const { subject, html, text } = await compose("store", "due-digest");
  expect(subject).toBe("3 data requests are overdue");
  expect(text).toMatch(
    /Maria <b>Anders<\/b> http:\S+\/requests\/01930000-0000-7000-8000-000000000004\nDR-7K3F-9QXM · [\d,]+ days overdue, was due on January 1, 1970 · assigned to Nancy/,
  );
  expect(text).toContain("and 2 more http://localhost:3000/dashboard/northwind/requests?state=overdue\n");
  expect(text).toContain("Open the report http://localhost:3000/dashboard/northwind/requests\n");
  const assigned = await compose("store", "due-digest", { due: { ...about.due, assigneeId: "nancy" } });
  expect(assigned.text).toContain("/requests?state=overdue&assignee=me\n");
  expect(assigned.text).toContain("Open the report http://localhost:3000/dashboard/northwind/requests?assignee=me\n");
  expect(html).toContain("Maria &lt;b&gt;Anders");
});

test.each([
  [{}, "this customer: Maria"],
  [{ customerName: null }, "one of your customers."],
  [{ matchCount: 0 }, "None of your customers match"],
  [{ matchCount: 3 }, "3 of your customers match"],
])("the store reads whether the request belongs to a customer: %j", async (values, expected) => {
  const request = facts.request && { ...facts.request, ...values };
  const { text } = await compose("store", "new-request", { request });
  expect(text).toContain(expected);
});

test.each([
  [{}, "You have downloaded your data. You can download it again with the same link until December 2, 2026"],
  [{ live: false }, "The link no longer works."],
  [{ method: "encrypted_email" }, "sent to you by encrypted email."],
  [{ method: "password_zip" }, "as a password-protected file."],
  [{ method: "outside" }, "delivered to you another way."],
] as const)("the customer reads how their request was answered: %j", async (values, expected) => {
  const { text } = await compose("customer", "request-answered", delivery(values));
  expect(text).toContain(expected);
});

test.each([
  [null, /The request is closed\.\n\nReference/],
  ["other", /The request is closed\.\n\nReference/],
  ["elsewhere", /The store says that it answered you directly\./],
  ["withdrawn", /because you no longer want it/],
  ["duplicate", /with another request of yours/],
] as const)("an answer without a delivery says nothing of one: %s", async (answer, expected) => {
  const request = facts.request && { ...facts.request, answer };
  const { text } = await compose("customer", "request-answered", { request, delivery: null });
  expect(text).toMatch(expected);
});

test("the letter of an extension says why, until when, and when it was due first", async () => {
  const request = facts.request && {
    ...facts.request,
    extendedFrom: facts.request.dueAt,
    dueAt: new Date("2027-02-24T21:41:00Z"),
  };
  const { text } = await compose("customer", "request-extended", { request });
  expect(text).toContain("by December 24, 2026. You'll hear from us by February 24, 2027");
  expect(text).toContain("Old orders.\nMany.");
  expect(text).not.toContain("First line.");
});

test("a refusal's reason keeps its lines", async () => {
  const { text } = await compose("customer", "request-refused");
  expect(text).toContain("First line.\n<b>Second</b> line.");
});

test("a code is not in the preview that a locked screen shows", async () => {
  const { subject, html, text } = await compose("customer", "delivery-code", { token: "135790" });
  expect(text).toMatch(/^135790$/m);
  expect(subject).not.toContain("135790");
  expect(html.split("135790")).toHaveLength(2);
});

test("a language without a translation falls back to English", async () => {
  const { subject, html } = await compose("customer", "request-received", { locale: "tlh_XX" });
  expect(subject).toContain("received");
  expect(html).toContain('lang="en"');
});

// Which states of its request an email is still true in, when it waited for a mail server; the others tell what happened.
const request = (state: NonNullable<EmailFacts["request"]>["state"]) => ({
  request: facts.request && { ...facts.request, state },
});
const delivery = (changes: Partial<NonNullable<EmailFacts["delivery"]>>) => ({
  delivery: { ...about.delivery, ...changes },
});
test.each<[Audience, EmailKind, needed: Partial<EmailFacts>, overtaken: Partial<EmailFacts>]>([
  ["customer", "verify-request", request("unverified"), request("open")],
  ["customer", "verify-reminder", request("unverified"), request("open")],
  ["customer", "verify-address", request("open"), request("cancelled")],
  ["customer", "confirm-address", request("open"), request("cancelled")],
  ["customer", "request-reopened", request("open"), request("answered")],
  ["customer", "request-received", request("open"), request("answered")],
  ["customer", "export-preparing", request("open"), request("answered")],
  ["customer", "export-failed", request("open"), request("refused")],
  ["customer", "partly-refused", delivery({ state: "completed", live: false }), delivery({ state: "revoked" })],
  ["customer", "encrypted-delivery", delivery({}), delivery({ live: false })],
  ["store", "new-request", request("open"), request("cancelled")],
  ["store", "request-repeated", request("open"), request("answered")],
  ["store", "request-assigned", request("unverified"), request("refused")],
  ["store", "request-reopened", request("open"), request("answered")],
  ["store", "due-digest", { due: about.due }, { due: { ...about.due, groups: [], total: 0 } }],
  ["store", "export-failed", request("open"), request("answered")],
  ["store", "export-ready", { export: about.export }, { export: null }],
  ["store", "confirm-information", {}, { store: { ...facts.store, informationConfirmedAt: new Date() } }],
  ["store", "approval-needed", delivery({ state: "awaiting_approval" }), delivery({ state: "declined" })],
])("%s: %s is sent only while it is true", (audience, kind, needed, overtaken) => {
  const { stillNeeded } = emailRow(audience, kind);
  expect(stillNeeded?.({ ...facts, ...needed })).toBe(true);
  expect(stillNeeded?.({ ...facts, ...overtaken })).toBe(false);
});

test("times and due dates are in the store's time zone, which is named", async () => {
  const store = { ...facts.store, timeZone: "America/Los_Angeles" };
  const request = facts.request && { ...facts.request, dueAt: new Date("2026-12-25T03:00:00Z") };
  expect((await compose("customer", "request-received", { store, request })).text).toContain("by December 24, 2026");
  expect((await compose("store", "export-ready", { store })).text).toContain("on December 1, 2026 at 02:00 PST");
});

test("a customer reads dates as on their page, and the store in its own language", async () => {
  const british = facts.request && { ...facts.request, formatLocale: "en-GB" };
  const sent = async (audience: Audience, locale: string) =>
    (await compose(audience, audience === "store" ? "new-request" : "request-received", { request: british, locale }))
      .text;
  expect(await sent("customer", "en")).toContain("by 24 December 2026");
  expect(await sent("customer", "de")).toContain("24. Dezember 2026");
  expect(await sent("store", "en")).toContain("by December 24, 2026");
});

test("a name that turns the direction of text is isolated in the subject, the text and the HTML", async () => {
  const store = { ...facts.store, name: "Shop\u202e" };
  const request = { ...(facts.request as NonNullable<EmailFacts["request"]>), customerName: "Mar\u202eia\u2069" };
  const [group] = about.due.groups;
  const requests = group?.requests.map((each) => ({ ...each, customerName: request.customerName })) ?? [];
  for (const { audience, kind, row } of emails) {
    const due = row.about === "due" && group ? { ...about.due, groups: [{ ...group, requests }] } : null;
    const { subject, text, html } = await compose(audience, kind, { store, request, due });
    for (const part of [subject, text, html]) expect(part).not.toMatch(/\u202e|Shop(?!\u2069|ify)|Mar(?!ia\u2069)/);
  }
});

test("a letter lists what it is about, whatever else is known, as in a sample", async () => {
  const withheld = [{ title: "Orders", items: ["another person"] }];
  const known = { erasure: about.erasure, correction: about.correction, delivery: { ...about.delivery, withheld } };
  const listed = async (kind: EmailKind) => (await compose("customer", kind, known)).text;
  expect(await listed("corrected")).toMatch(/City: nothing is now .*Bern/);
  expect(await listed("erased")).toContain("What was erased");
  for (const kind of ["corrected", "erased"] as const) expect(await listed(kind)).not.toContain("another person");
  expect(await listed("partly-refused")).toContain("another person");
});
