import { afterAll, beforeAll, expect, test } from "vitest";
import { customerRecord, orderRecord, RECORDS_SOURCE } from "@/lib/customer/record-names";
import { prisma } from "@/lib/database";
import { createDelivery } from "@/lib/delivery/create-delivery";
import type { MerchantActor } from "@/lib/event/event-types";
import { buildExport } from "@/lib/export/build-export";
import { findExport } from "@/lib/export/find-export";
import { requestExport } from "@/lib/export/request-export";
import { makeRedaction } from "@/lib/review/make-redaction";
import { checkConnection } from "@/lib/source/connection/manage-connections";
import { acceptProposal, rejectRecord } from "@/lib/subject/decide-record";
import { listRecords } from "@/lib/subject/list-records";
import { confirmVerification } from "@/lib/verification/confirm-verification";
import { mintVerification } from "@/lib/verification/mint-verification";
import { makeAddress, makeConsent, makeCustomer, makeOrder } from "@/test/factories/customer";
import { redaction } from "@/test/factories/redaction";
import { matchAll, submitAsGuest } from "@/test/factories/request";
import { makeMember, makeStore } from "@/test/factories/store";
import { dataOf, fileOf, readArchive, schemaErrors } from "@/test/harness/archive";
import { connectSources } from "@/test/harness/connect-sources";
import { outcome } from "@/test/harness/outcome";
import { rowsBySource, searchOf } from "@/test/harness/provenance";
import { seedCustomer, seedOrder } from "@/test/harness/shopify/shop-data";
import { withTestDatabase } from "@/test/harness/test-database";

/**
 * One request answered from imported records, a web service (connection 1), Shopify's test server (2) and a real Vendure
 * (3). Each test goes on where the one before it ended.
 */
withTestDatabase();

const EMAIL = "ada@mail.example";
const one = { "connection-1": 1, "connection-2": 1, "connection-3": 1 };
const never = new AbortController().signal;

let storeId: string;
let staff: MerchantActor;
let sources: Awaited<ReturnType<typeof connectSources>>;
let requestId: string;
let [second, loose] = ["", ""];
let [incomplete, complete] = ["", ""];

beforeAll(async () => {
  const store = await makeStore();
  storeId = store.id;
  staff = await makeMember(storeId, "staff", "Ben Staff");
  sources = await connectSources(storeId);
  const [ada, eve] = [seedCustomer(7, EMAIL, { displayName: "Ada Okafor" }), seedCustomer(8, "eve@mail.example")];
  sources.shop.data.customers.push(ada, eve);
  sources.shop.data.orders.push(seedOrder(501, { customer: ada }), seedOrder(502, { customer: eve, note: "Eve" }));
  await makeRecords();
  await submitAsGuest(store, EMAIL);
  ({ id: requestId } = await prisma().request.findFirstOrThrow({ where: { storeId } }));
  await confirmVerification(storeId, (await mintVerification(storeId, requestId)) ?? "");
}, 120_000);
afterAll(() => sources.stop());

/** Two accounts of the person, an order without an address of hers, and somebody else's. */
async function makeRecords() {
  const ada = { firstName: "Ada", lastName: "Okafor", searchText: "ada okafor ls1 4ap" };
  const [email, phone] = [{ email: EMAIL, emailNormalized: EMAIL }, "+44 113 496 0000"];
  const { id: account } = await makeCustomer(storeId, { ...ada, ...email, phone });
  await makeAddress(storeId, account, { postalCode: "LS1 4AP", country: "GB" });
  await makeConsent(storeId, account);
  ({ id: second } = await makeCustomer(storeId, { firstName: "A.", lastName: "Byron", phone: "0113 496 0000" }));
  const { id: stranger } = await makeCustomer(storeId, { firstName: "Eve", lastName: "Stone" });
  for (const [name, customerId] of Object.entries({ "R-1": account, "R-2": second, "R-9": stranger }))
    await makeOrder(storeId, { name, customerId });
  const billingAddress = { name: "Ada Okafor", postalCode: "LS1 4AP" };
  loose = await makeOrder(storeId, { name: "R-3", billingAddress, searchText: "ada okafor ls1 4ap ls14ap" });
}

/** The request's records as its page lists them. */
async function listed() {
  const all = await listRecords(storeId, requestId);
  return all.map(({ title, label, state, reason, by }) => [title ?? "Records", label, state, reason, by].join()).sort();
}

async function exportNow(retryOf?: string) {
  const { exportId } = await requestExport({ storeId, requestId, actor: staff, retryOf });
  await buildExport({ storeId, exportId }, never);
  return exportId;
}

test("who proved an address is found in all sources; what may be theirs is proposed with the reason, and a member decides", async () => {
  await matchAll(storeId);
  const found = [
    ...["Help desk,Ada Okafor,accepted,address,", "Records,Ada Okafor,accepted,address,"],
    "Shopify,Ada Okafor,accepted,address,",
  ];
  expect(await listed()).toEqual(
    [
      ...found,
      ...["Records,A. Byron,proposed,same_phone,", "Records,R-3,proposed,name_postal_code,"],
      // An account and a guest with one address.
      ...["Vendure,Ada Okafor,proposed,address,", "Vendure,Gil Guest,proposed,address,"],
    ].sort(),
  );
  const act = { storeId, requestId, actor: staff };
  for (const { source, record, label } of await listRecords(storeId, requestId))
    if (source === "connection-3")
      if (label === "Ada Okafor") await acceptProposal({ ...act, source, record });
      else await rejectRecord({ ...act, source, record }, async () => {});
  for (const record of [customerRecord(second), orderRecord(loose)])
    await acceptProposal({ ...act, source: RECORDS_SOURCE, record });
  await matchAll(storeId);
  const decided = ["Records,A. Byron,accepted,same_phone,", "Records,R-3,accepted,name_postal_code,"];
  expect(await listed()).toEqual(
    [...found, ...[...decided, "Vendure,Ada Okafor,accepted,address,"].map((one) => `${one}Ben Staff`)].sort(),
  );
});

test("an export whose shop revokes the key halfway holds all the rest, and names in each format what is missing", async () => {
  let isRevoked = false;
  sources.shop.faults.instead = (_call, query) => {
    isRevoked ||= query.startsWith("query OrdersOfCustomer");
    return isRevoked ? { status: 401 } : undefined;
  };
  incomplete = await exportNow();
  const files = await readArchive({ storeId, exportId: incomplete });
  expect(schemaErrors(files)).toBeNull();
  expect(rowsBySource(files, "profile")).toEqual({ ...one, "dossier-database": 2 });
  expect(rowsBySource(files, "orders")).toEqual({ "connection-3": 2, "dossier-database": 3 });
  expect(rowsBySource(files, "consents")).toEqual({ "dossier-database": 1, "connection-1": 3 });
  expect(rowsBySource(files, "1-tickets")).toEqual({ "connection-1": 3 });
  const failed = ["orders", "consents", "2-metafields", "2-events", "2-store-credit", "2-draft-orders", "2-gift-cards"];
  expect(searchOf(files, "connection-2")).toMatchObject({ name: "Shopify", rows: 1, failed, unread: failed });
  for (const source of ["dossier-database", "connection-1", "connection-3"])
    expect(searchOf(files, source)).toMatchObject({ searched: true, failed: [], unread: [] });
  expect(fileOf(files, "index.html")).toMatch(/Shopify<.*Not read to the end: Orders, Marketing choices, .*Vendure</s);
  expect(await outcome(createDelivery({ storeId, requestId, actor: staff, method: "link" }))).toBe("exportIncomplete");
});

test("trying again reads what failed, keeps the redactions in rows that moved, and replaces the earlier export", async () => {
  const within = { storeId, exportId: incomplete, actor: staff };
  await makeRedaction({ ...within, redaction: redaction("orders", { row: 0, pointer: "/shippingAddress" }) });
  await makeRedaction({ ...within, redaction: redaction("orders", { row: 4, pointer: "/billingAddress" }) });
  await makeRedaction({ ...within, redaction: redaction("1-tickets", { row: 0, pointer: "/text" }) });
  sources.shop.faults.instead = undefined;
  await checkConnection({ storeId, number: 2 });
  complete = await exportNow(incomplete);
  expect(await findExport({ storeId, exportId: complete })).toMatchObject({
    redactionsLost: [],
    replacedBy: undefined,
  });
  expect(await findExport({ storeId, exportId: incomplete })).toMatchObject({ replacedBy: complete });

  const { deliveryId } = await createDelivery({ storeId, requestId, actor: staff, method: "link" });
  const { exportId = "" } = await prisma().delivery.findFirstOrThrow({ where: { storeId, id: deliveryId } });
  const delivered = { storeId, exportId: exportId ?? "" };
  expect((await findExport(delivered))?.reviewOfId).toBe(complete);
  await buildExport(delivered, never);
  const files = await readArchive(delivered);
  expect(schemaErrors(files)).toBeNull();
  expect(rowsBySource(files, "profile")).toEqual({ ...one, "dossier-database": 2 });
  expect(rowsBySource(files, "orders")).toEqual({ "connection-2": 1, "connection-3": 2, "dossier-database": 3 });
  expect(rowsBySource(files, "consents")).toEqual({ "connection-2": 1, "dossier-database": 1, "connection-1": 3 });
  expect(rowsBySource(files, "1-tickets")).toEqual({ "connection-1": 3 });
  expect(fileOf(files, "csv/order-lines.csv").match(/(?<=,)(connection-\d|dossier-database)(?=\r\n)/g)).toEqual([
    ...["connection-2", "connection-3", "connection-3"],
    ...["dossier-database", "dossier-database", "dossier-database"],
  ]);
  const before = await readArchive({ storeId, exportId: incomplete });
  for (const source of ["connection-1", "connection-2", "connection-3", "dossier-database"])
    expect(searchOf(files, source)).toMatchObject({ searched: true, failed: [], unread: [] });
  // They were not asked again.
  for (const source of ["connection-1", "connection-3"])
    expect(searchOf(files, source).searchedAt).toBe(searchOf(before, source).searchedAt);

  const { orders, "1-tickets": tickets } = dataOf(files);
  const marker = expect.stringMatching(/^\[redacted/);
  expect([orders[1].shippingAddress, orders[5].billingAddress, tickets[0].text]).toEqual([marker, marker, marker]);
  const whole = Object.values(files).join("");
  expect(whole).toContain("Call 120 from Ada");
  expect(whole.match(/mia\.brandt|2 Low Street|\bEve\b|#502|(?<!D)R-9|Ahlers|guest@mail|shpat_/g)).toBeNull();
});

test("the request's history says who decided what", async () => {
  const events = await prisma().event.findMany({ where: { storeId, requestId }, orderBy: { id: "asc" } });
  const vendure = { source: "connection-3" };
  const exported = (exportId: string) => [
    ["export_requested", "Ben Staff", { exportId }],
    ["export_ready", "system", { exportId }],
  ];
  const redacted = (section: string) => ["redaction_made", "Ben Staff", expect.objectContaining({ section })];
  expect(events.map(({ type, actorKind, actorName, data }) => [type, actorName ?? actorKind, data])).toEqual([
    ["request_made", "customer", {}],
    ["request_verified", "customer", {}],
    ["subject_matched", "system", { accepted: 3, proposed: 4 }],
    ["record_linked", "Ben Staff", { ...vendure, reason: "address" }],
    ["record_rejected", "Ben Staff", vendure],
    ["customer_linked", "Ben Staff", { customerId: second, reason: "same_phone" }],
    ["record_linked", "Ben Staff", { source: RECORDS_SOURCE, record: orderRecord(loose), reason: "name_postal_code" }],
    ...exported(incomplete),
    ...[redacted("orders"), redacted("orders"), redacted("1-tickets")],
    ...exported(complete),
    ["delivery_created", "Ben Staff", expect.objectContaining({ method: "link" })],
  ]);
});
