import { beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { locales } from "@/lib/locale";
import { makeRequest } from "@/test/factories/request";
import { makeMember, makeStore, merchantEmail } from "@/test/factories/store";
import { emailsOf, mailsTo, recordAndNotify, sendAll } from "@/test/harness/emails";
import { withTestDatabase } from "@/test/harness/test-database";
import { editableTexts, REQUEST_PAGE, textNames } from "./editable-texts";
import { previewEmail } from "./preview-email";
import { composeSample } from "./sample-email";
import { sendTextTest } from "./send-test-email";
import { type OwnTexts, saveStoreTexts } from "./store-texts";

withTestDatabase();

const own = { subject: "Ours: {reference}", opening: "Thank you.\n\nFrom {store}", closing: "Bye & <b>good luck</b>" };
let store: Awaited<ReturnType<typeof makeStore>>;
let owner: Awaited<ReturnType<typeof makeMember>>;

beforeEach(async () => {
  store = await makeStore({ name: "Northwind & <Söhne>", contactEmail: "privacy@northwind.example" });
  owner = await makeMember(store.id, "owner");
});

const emails = textNames.filter((name) => name !== REQUEST_PAGE);
const compose = (name: (typeof emails)[number], texts: OwnTexts = {}, locale: (typeof locales)[number] = "en") =>
  composeSample(store.id, name, locale, texts);

test.each(locales.flatMap((locale) => emails.map((name) => ({ name, locale }))))(
  "in $locale $name has the store's words, as text, around what is fixed",
  async ({ name, locale }) => {
    const { parts } = editableTexts[name];
    const first = await compose(name, {}, locale);
    const texts = Object.fromEntries(parts.map((part) => [part, own[part]]));
    const { subject, html, text } = await compose(name, texts, locale);
    const reference = editableTexts[name].variables.includes("reference") ? "DR-7K3F-9QXM" : "{reference}";
    expect(subject).toBe(parts.includes("subject") ? `Ours: ${reference}` : first.subject);
    expect(html).toContain("Thank you.<br/><br/>From Northwind &amp; &lt;Söhne&gt;");
    expect(html).toContain("Bye &amp; &lt;b&gt;good luck&lt;/b&gt;");
    expect(html).not.toMatch(/<b>/);
    expect(text).toContain("Thank you.\n\nFrom Northwind & <Söhne>\n");
    expect(text).toContain("\nBye & <b>good luck</b>\n");
    // All else is there: facts, links, small print and the footer.
    const [, , ...rest] = first.text.split("\n\n");
    for (const paragraph of rest.slice(0, -1)) expect(text).toContain(paragraph.trim());
    expect(text).toContain("privacy@northwind.example");
  },
);

test.each([
  ["verify-request", "If this was you, confirm it and we'll start."],
  ["verify-address", "Please confirm that the address is yours."],
  ["confirm-address", "confirm your address"],
  ["request-received", "You'll hear from us by"],
  ["request-extended", "instead, for this reason:"],
  ["request-refused", "for this reason:"],
  ["no-data", "holds no personal data about you"],
  ["delivery-code", "Enter this code on the page"],
  ["delivery-revoked", "has revoked the link to your data"],
] as const)("%s keeps what nobody may leave out", async (name, fixed) => {
  for (const texts of [{}, { opening: "Hello" }]) {
    const { text, html } = await compose(name, texts);
    expect(text).toContain(fixed);
    expect(html).toContain(fixed);
  }
});

test("hostile text stays text, and reaches nothing around it", async () => {
  const hostile = "<script>alert(1)</script> {{reference}} {unknown} {contact} \u202eevil";
  const { subject, html, text } = await compose("request-received", { subject: hostile, opening: hostile });
  expect(subject).toBe("<script>alert(1)</script> {DR-7K3F-9QXM} {unknown} {contact} evil");
  expect(html).not.toMatch(/<script|\u202e/i);
  expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt; {DR-7K3F-9QXM} {unknown}");
  expect(text).toContain(subject);
});

test("an email has its store's words in its language, as a preview of it has", async () => {
  const request = await makeRequest(store.id, { state: "open", email: "ada@mail.example", locale: "de" });
  await saveStoreTexts({ storeId: store.id, name: "request-refused", locale: "de", texts: own, actor: owner });
  const other = await makeStore();
  const theirs = { name: "request-cancelled", locale: "de", texts: own, actor: owner } as const;
  await saveStoreTexts({ storeId: other.id, ...theirs });
  await recordAndNotify(request, "request_refused");
  await recordAndNotify(request, "request_cancelled");
  await sendAll(store.id);
  const sent = (await emailsOf(store.id)).filter(({ audience }) => audience === "customer");
  expect(sent.map(({ subject }) => subject)).toEqual([
    `Ours: ${request.reference}`,
    `Die Datenanfrage ${request.reference} wurde zurückgezogen`,
  ]);
  expect(sent[0]?.text).toContain("Thank you.\n\nFrom Northwind");
  const found = await prisma().request.findUniqueOrThrow({
    where: { storeId_id: { storeId: store.id, id: request.id } },
  });
  expect((await previewEmail(store.id, "request-refused", found)).subject).toBe(`Ours: ${request.reference}`);
  expect((await previewEmail(store.id, "request-refused", { ...found, locale: "en" })).subject).not.toContain("Ours");
});

test("a member tries texts out in their own inbox alone, and nothing of them is saved", async () => {
  const to = merchantEmail(owner.id);
  const test = (name: (typeof emails)[number]) =>
    sendTextTest({ storeId: store.id, to, name, locale: "en", texts: own, actor: owner });
  for (const name of ["request-received", "verify-request", "encrypted-delivery"] as const) await test(name);
  await expect(test("no-data")).rejects.toThrow("rateLimited");
  await sendAll(store.id);
  expect((await emailsOf(store.id)).map((email) => [email.to, email.state, email.subject])).toEqual([
    [to, "sent", "[Test] Ours: DR-7K3F-9QXM"],
    [to, "sent", "[Test] Verify your data request to Northwind & <Söhne>"],
    [to, "sent", "[Test] Ours: DR-7K3F-9QXM"],
  ]);
  const [mail] = await mailsTo(to);
  expect(mail).toBeDefined();
  expect(await prisma().storeText.count({ where: { storeId: store.id } })).toBe(0);
  expect(await prisma().verification.count({ where: { storeId: store.id } })).toBe(0);
});

test("the sample of a letter lists what that letter is about, and nothing of another", async () => {
  const textOf = async (name: "erased" | "corrected" | "partly-refused") => (await compose(name)).text;
  expect(await textOf("erased")).toContain("What was erased");
  expect(await textOf("corrected")).toContain("What was corrected");
  const withheld = await textOf("partly-refused");
  expect(withheld).toContain("Orders");
  expect(withheld).not.toMatch(/What was (?:erased|corrected)/);
});
