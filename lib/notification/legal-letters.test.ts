import { expect, test } from "vitest";
import { correctRecord } from "@/lib/correction/correct-record";
import { versionOf } from "@/lib/correction/value-version";
import { prisma } from "@/lib/database";
import { createDelivery } from "@/lib/delivery/create-delivery";
import { startDeliveryJob } from "@/lib/delivery/start-delivery.job";
import { buildExport } from "@/lib/export/build-export";
import { answerRequest, refuseRequest } from "@/lib/request/close-request";
import { makeCustomer, makeOrder } from "@/test/factories/customer";
import { makeCustomerExport } from "@/test/factories/export";
import { redact, redaction } from "@/test/factories/redaction";
import { makeRequest } from "@/test/factories/request";
import { makeMerchant, makeStore } from "@/test/factories/store";
import { emailsOf, mailsTo, sendAll } from "@/test/harness/emails";
import { withTestDatabase } from "@/test/harness/test-database";
import { previewEmail } from "./preview-email";

withTestDatabase();

const EMAIL = "maria@partly.example";

/** Delivers a customer's export, without what is redacted of it. */
async function deliver(
  redactions: ReturnType<typeof redaction>[],
  emailVerified = true,
  method: "link" | "password_zip" = "link",
) {
  const made = await makeCustomerExport({ email: EMAIL, emailNormalized: EMAIL }, (storeId, customerId) =>
    makeOrder(storeId, { customerId, note: "From her neighbor Ana" }),
  );
  const { storeId, requestId } = made;
  await prisma().request.updateMany({ where: { storeId, id: requestId }, data: { emailVerified } });
  await redact(made, redactions);
  const identityCheck = emailVerified ? undefined : ("called_back" as const);
  await createDelivery({ storeId, requestId, actor: await makeMerchant(), method, identityCheck });
  const copies = await prisma().export.findMany({ where: { storeId, requestId, reviewOfId: { not: null } } });
  for (const { id: exportId } of copies) {
    await buildExport({ storeId, exportId }, new AbortController().signal);
    await startDeliveryJob({ storeId, exportId });
  }
  await sendAll(storeId);
  return (await emailsOf(storeId)).filter(({ template }) => template === "partly-refused");
}

test("with a copy that lacks something comes a letter that says what is withheld, why, and what a person can do", async () => {
  const notes = redaction("orders", { row: 0, pointer: "/note" });
  expect(await deliver([notes, redaction("profile", { reason: "other", reasonText: "Our notes" })])).toMatchObject([
    { state: "sent" },
  ]);
  const { text = "", subject } = (await mailsTo(EMAIL)).find(({ subject }) => subject?.includes("withheld")) ?? {};
  expect(subject).toMatch(/^Your data request DR-\S+: what is withheld$/);
  expect(text).toMatch(/Orders\s+\* another person’s data/);
  expect(text).toMatch(/Profile\s+\* Our notes/);
  expect(text).toContain("go to court");
  expect(text).not.toContain("Ana");
});

test("a whole copy, and an address that nobody proved, get none", async () => {
  expect(await deliver([])).toEqual([]);
  expect(await deliver([redaction("orders")], false, "password_zip")).toEqual([]);
});

test("a letter that is sent names what the laws of its request ask for, as its preview did", async () => {
  const { id: storeId } = await makeStore({ establishedIn: "FR", otherLaws: ["uk_gdpr"] });
  const email = "karl@laws.example";
  const request = await makeRequest(storeId, { email, emailNormalized: email, type: "erasure" });
  const due = {
    storeId,
    requestId: request.id,
    ground: "store" as const,
    receivedOn: new Date(),
    dueAt: request.dueAt,
  };
  await prisma().requestDeadline.createMany({
    data: [
      { ...due, regime: "gdpr" },
      { ...due, regime: "uk_gdpr" },
    ],
  });
  const preview = await previewEmail(storeId, "request-refused", { ...request, refusalReason: "They are our books." });
  const actor = await makeMerchant();
  await refuseRequest({ storeId, requestId: request.id, actor, reason: "They are our books." }, async () => {});
  await sendAll(storeId);
  const { text = "" } = (await mailsTo(email))[0] ?? {};
  expect(text.trim()).toBe(preview.text.trim());
  expect(text).toContain("has refused your request to erase your data for this reason");
  for (const named of ["cnil.fr", "ico.org.uk/make-a-complaint", "confirms within 30 days", "go to court"])
    expect(text).toContain(named);
});

test.each([true, false])(
  "what was corrected, and what was not, is told to an address that is proved (%s) alone",
  async (emailVerified) => {
    const { id: storeId } = await makeStore();
    const email = `karla-${emailVerified}@corrected.example`;
    const { id: customerId } = await makeCustomer(storeId, { firstName: "Carla", platformId: "7" });
    const of = {
      type: "correction",
      state: "open",
      source: "staff",
      email,
      emailNormalized: email,
      emailVerified,
    } as const;
    const { id: requestId } = await makeRequest(storeId, { ...of, customerId });
    const act = { storeId, requestId, actor: await makeMerchant() };
    const shown = versionOf("Carla");
    await correctRecord(act, { customerId, field: "firstName", shown, value: "Karla <b>" });
    await answerRequest({ ...act, answer: "done", left: "The invoice stays as it was." }, async () => {});
    await sendAll(storeId);
    const texts = (await mailsTo(email)).map(({ text }) => text).join();
    const words = ["First name: Carla is now Karla <b>", "The invoice stays as it was."];
    expect(words.map((word) => texts.includes(word))).toEqual(words.map(() => emailVerified));
  },
);
