import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { eventTypes } from "@/lib/event/event-types";
import { messagesOf } from "@/lib/locale";
import type { SectionRow } from "@/lib/section/sections";
import type { Subject } from "@/lib/source/source";
import { subjectOfRequest } from "@/lib/subject/subject-of-request";
import { makeCustomer, makeOrder, makeStoreWithCustomer } from "@/test/factories/customer";
import { makeEmail } from "@/test/factories/email";
import { makeLink, makeRequest } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { type RecordsSection, recordsSource } from "./records-source";

withTestDatabase();

async function rowsOf<S extends RecordsSection>(section: S, subject: Subject): Promise<SectionRow<S>[]> {
  const rows: SectionRow<S>[] = [];
  const collector = recordsSource.collectors[section];
  for await (const page of collector.pages(subject, new AbortController().signal)) rows.push(...page);
  expect(await collector.count(subject)).toBe(rows.length);
  return rows;
}

const email = "shared@mail.example";
const address = { email, emailNormalized: email };
const names = (rows: { name: string }[]) => rows.map((row) => row.name);

/** An account and a stranger's account under one address, a guest's order and another's. */
async function sharedAddress() {
  const { storeId, customerId } = await makeStoreWithCustomer(address);
  const { id: strangerId } = await makeCustomer(storeId, address);
  const day = (number: number) => new Date(Date.UTC(2026, 0, number));
  await makeOrder(storeId, { ...address, customerId, name: "#own", placedAt: day(2) });
  await makeOrder(storeId, { ...address, name: "#guest", placedAt: day(1) });
  await makeOrder(storeId, { ...address, name: "#guest later", placedAt: day(3) });
  await makeOrder(storeId, { ...address, customerId: strangerId, name: "#stranger's", placedAt: day(2) });
  await makeOrder(storeId, { email: "x@mail.example", emailNormalized: "x@mail.example", name: "#x" });
  const { id: otherStore } = await makeStore();
  await makeOrder(otherStore, { ...address, name: "#other store's" });
  return { storeId, customerId, strangerId };
}

test("a proved address brings the guests' orders under it, in one order with the customer's, each once", async () => {
  const { storeId, customerId } = await sharedAddress();
  const rows = await rowsOf("orders", { storeId, customerIds: [customerId], emails: [email] });
  expect(names(rows)).toEqual(["#guest", "#own", "#guest later"]);
});

test("an account whose address nobody vouched for gets what is tied to its id, and no guest's order", async () => {
  const { storeId, strangerId } = await sharedAddress();
  const request = await makeRequest(storeId, { ...address, source: "signed_in", customerId: strangerId });
  const subject = await subjectOfRequest({ ...request, emailVerified: false });
  expect(subject).toEqual({ storeId, customerIds: [strangerId], orderIds: [], emails: [] });
  expect(names(await rowsOf("orders", subject))).toEqual(["#stranger's"]);
  const vouched = await subjectOfRequest({ ...request, emailVerified: true });
  expect(names(await rowsOf("orders", vouched))).toContain("#guest");
});

test("a guest who never had an account gets the orders under their address, and no profile", async () => {
  const { storeId } = await sharedAddress();
  const subject = { storeId, customerIds: [], emails: [email] };
  expect(names(await rowsOf("orders", subject))).toEqual(["#guest", "#guest later"]);
  expect(await rowsOf("profile", subject)).toEqual([]);
});

test("staff answers for the address of the customer that they chose, whatever the request's row says", async () => {
  const { storeId, customerId } = await sharedAddress();
  const request = await makeRequest(storeId, { source: "staff", email: "old@mail.example", emailVerified: false });
  await makeLink(storeId, request.id, customerId, { reason: "chosen", actorKind: "merchant" });
  expect((await subjectOfRequest(request)).emails).toEqual([email]);
});

test("orders are complete and occur once across many pages, even with equal times", async () => {
  const { storeId, customerId } = await makeStoreWithCustomer(address);
  const placedAt = new Date("2026-01-01T00:00:00Z");
  await prisma().order.createMany({
    data: Array.from({ length: 1700 }, (_, index) => ({
      ...{ storeId, id: randomUUID(), platformId: `p${index}`, name: `#${index}`, nameNormalized: `${index}` },
      ...{ customerId: index % 3 === 0 ? null : customerId, emailNormalized: email, placedAt, currency: "EUR" },
      ...{ subtotal: 1, shipping: 0, taxes: 0, discount: 0, total: 1 },
    })),
  });
  const rows = await rowsOf("orders", { storeId, customerIds: [customerId], emails: [email] });
  expect(new Set(names(rows)).size).toBe(1700);
  expect(rows).toHaveLength(1700);
});

test("requests and emails are the person's own: not those of another account under the same address", async () => {
  const { storeId, customerId, strangerId } = await sharedAddress();
  const make = async (reference: string, fields: Parameters<typeof makeRequest>[1]) => {
    const { id } = await makeRequest(storeId, { ...address, reference, ...fields });
    await makeEmail(storeId, email, { requestId: id, subject: `to ${reference}` });
    return id;
  };
  const own = await make("DR-OWN", { source: "guest", emailVerified: true, customerId });
  await make("DR-UNLINKED", { source: "guest", state: "unverified" });
  await make("DR-STRANGER", { source: "signed_in", emailVerified: false, customerId: strangerId });
  await make("DR-NOBODY", { source: "signed_in", emailVerified: false });
  await make("DR-LIVE", { source: "staff", emailVerified: false, personKey: "record:connection-1:42" });
  await make("DR-FORWARDED", { source: "shopify", emailVerified: false });
  await makeEmail(storeId, email, { subject: "sign in" });
  await makeEmail(storeId, email, { requestId: own, subject: "to the owner", audience: "store" });

  const subject = { storeId, customerIds: [customerId], emails: [email] };
  const references = (await rowsOf("requests", subject)).map((row) => row.reference);
  expect(references).toEqual(["DR-OWN", "DR-UNLINKED"]);
  const subjects = (await rowsOf("emails", subject)).map((row) => row.subject);
  expect(subjects).toEqual(["to DR-OWN", "to DR-UNLINKED", "sign in"]);

  const stranger = { storeId, customerIds: [strangerId], emails: [] };
  expect((await rowsOf("requests", stranger)).map((row) => row.reference)).toEqual(["DR-STRANGER"]);
  expect((await rowsOf("emails", stranger)).map((row) => row.subject)).toEqual(["to DR-STRANGER"]);
});

test("a request shows what happened, and not how the store's staff decided", async () => {
  const { storeId, customerId } = await makeStoreWithCustomer();
  const { id: requestId } = await makeRequest(storeId, { customerId, emailVerified: true });
  for (const type of eventTypes) {
    const event = { storeId, id: randomUUID(), requestId, type, actorKind: "merchant", actorName: "Mara" } as const;
    await prisma().event.create({ data: event, select: { id: true } });
  }
  const [request] = await rowsOf("requests", { storeId, customerIds: [customerId], emails: [] });
  const told = new Set(request?.events.map((event) => event.type));
  expect(eventTypes.filter((type) => !told.has(type)).toSorted()).toEqual([
    ...[
      "confirmation_requested",
      "correction_undone",
      "data_added",
      "data_removed",
      "delivery_approved",
      "delivery_declined",
    ],
    ...["erasure_held", "erasure_hold_lifted", "erasure_step_ticked"],
    ...["record_rejected", "redaction_made", "redaction_undone", "redactions_made", "redactions_undone"],
    ...["request_assigned", "subject_matched"],
  ]);
  // Each of them has its words in the archive.
  expect(Object.keys(messagesOf("de").archive.words.event).toSorted()).toEqual([...told].toSorted());
  expect(JSON.stringify(request)).not.toContain("Mara");
});

test("a request that staff entered says how it came, and what the person gave", async () => {
  const { storeId, customerId } = await makeStoreWithCustomer();
  const entered = { receivedBy: "letter", phone: "+49 30 1234567", country: "DE" } as const;
  await makeRequest(storeId, { customerId, source: "staff", ...entered, identityNote: "Met her" });
  const [request] = await rowsOf("requests", { storeId, customerIds: [customerId], emails: [] });
  expect(request).toMatchObject(entered);
  expect(JSON.stringify(request)).not.toContain("Met her");
});
