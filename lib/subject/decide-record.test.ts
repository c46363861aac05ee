import { v7 as uuidv7 } from "uuid";
import { beforeEach, expect, test } from "vitest";
import { customerRecord, orderRecord, RECORDS_SOURCE } from "@/lib/customer/record-names";
import { prisma } from "@/lib/database";
import { eraseCustomer } from "@/lib/erasure/erase-customer";
import type { MerchantActor } from "@/lib/event/event-types";
import { buildExport } from "@/lib/export/build-export";
import { findExport } from "@/lib/export/find-export";
import { requestExport } from "@/lib/export/request-export";
import { makeCustomer, makeOrder } from "@/test/factories/customer";
import { makeExportRow } from "@/test/factories/export";
import { customersOf, eventTypesOf, makeLink, makeRequest, matchAll, readRequest } from "@/test/factories/request";
import { makeMember, makeStore } from "@/test/factories/store";
import { dataOf, readArchive } from "@/test/harness/archive";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { acceptProposal, rejectRecord } from "./decide-record";
import { listRecords, listSharedRequests } from "./list-records";
import { startMatching } from "./start-matching";

withTestDatabase();

let storeId: string;
let actor: MerchantActor;

beforeEach(async () => {
  storeId = (await makeStore()).id;
  actor = await makeMember(storeId, "staff", "Ben Staff");
});

/** Deliveries are floors above: lib/delivery/settle-deliveries.test.ts. */
const reject = (decision: Parameters<typeof rejectRecord>[0]) => rejectRecord(decision, async () => {});

const proposed = { state: "proposed", reason: "same_phone" } as const;
const key = (requestId: string, record: string) => ({ storeId, requestId, source: RECORDS_SOURCE, record, actor });

test("a proposal is accepted once, also by two at once, with its reason and who accepted it", async () => {
  const { id: customerId } = await makeCustomer(storeId, { firstName: "Ada" });
  const { id } = await makeRequest(storeId);
  await makeLink(storeId, id, customerId, proposed);
  expect(await customersOf(storeId, id)).toEqual([]);
  const accept = () => acceptProposal(key(id, customerRecord(customerId)));
  await Promise.all([accept(), accept()]);
  await accept();
  expect(await customersOf(storeId, id)).toEqual([customerId]);
  expect((await readRequest(storeId, id)).customerName).toBe("Ada");
  expect(await prisma().event.findMany({ where: { storeId } })).toMatchObject([
    { type: "customer_linked", actorName: "Ben Staff", data: { customerId, reason: "same_phone" } },
  ]);
  expect(await listRecords(storeId, id)).toMatchObject([{ state: "accepted", reason: "same_phone", by: "Ben Staff" }]);
});

test("a proposal or a link is rejected once, and what is rejected is not shown", async () => {
  const order = await makeOrder(storeId);
  const { id: customerId } = await makeCustomer(storeId, { firstName: "Ada" });
  const { id } = await makeRequest(storeId, { customerName: "Ada" });
  await makeLink(storeId, id, customerId);
  const orderLink = { storeId, requestId: id, source: RECORDS_SOURCE, record: orderRecord(order), ...proposed };
  await prisma().requestRecord.create({ data: { ...orderLink, actorKind: "system" } });
  for (const record of [orderRecord(order), customerRecord(customerId), customerRecord(customerId)])
    await reject(key(id, record));
  expect(await eventTypesOf(storeId, id)).toEqual(["record_rejected", "customer_unlinked"]);
  expect(await listRecords(storeId, id)).toEqual([]);
  expect((await readRequest(storeId, id)).customerName).toBeNull();
});

test("another store's request, a closed one, and one being exported are left alone", async () => {
  const { id: customerId } = await makeCustomer(storeId);
  const record = customerRecord(customerId);
  const { id } = await makeRequest(storeId);
  await makeLink(storeId, id, customerId, proposed);
  const other = { ...key(id, record), storeId: (await makeStore()).id };
  expect([await outcome(acceptProposal(other)), await outcome(reject(other))]).toEqual(["invalid", "invalid"]);
  expect(await outcome(acceptProposal(key("no-id", record)))).toBe("invalid");
  expect(await outcome(acceptProposal(key(uuidv7(), record)))).toBe("invalid");
  // Nobody proposed it: a request's page names no other record.
  await acceptProposal(key(id, customerRecord(uuidv7())));
  const exportId = await makeExportRow(storeId, id, { state: "collecting" });
  expect(await outcome(acceptProposal(key(id, record)))).toBe("exportRunning");
  await prisma().export.updateMany({ where: { storeId, id: exportId }, data: { state: "ready" } });
  await acceptProposal(key(id, record));
  // The ready export holds the customer's data.
  expect(await outcome(reject(key(id, record)))).toBe("exportRunning");
  await prisma().request.updateMany({ where: { storeId, id }, data: { state: "answered" } });
  expect(await outcome(reject(key(id, record)))).toBe("alreadyClosed");
  expect(await customersOf(storeId, id)).toEqual([customerId]);
});

test("an export started before the search ends holds what it finds, and only what is accepted, from every record", async () => {
  const email = "ada@mail.example";
  const own = await makeCustomer(storeId, {
    email,
    emailNormalized: email,
    firstName: "Ada",
    phone: "+49 221 1234567",
  });
  const second = await makeCustomer(storeId, { firstName: "Ada B.", phone: "+49 221 1234567" });
  await makeOrder(storeId, { customerId: own.id, name: "#1" });
  await makeOrder(storeId, { customerId: second.id, name: "#2" });
  const loose = await makeOrder(storeId, { name: "#3", phoneNormalized: "492211234567" });
  const { id: requestId } = await makeRequest(storeId, { email });
  const address = { kind: "email", value: email, issuer: "customer", proof: "link" } as const;
  await prisma().$transaction((transaction) => startMatching(transaction, { storeId, requestId }, [address]));
  const build = async () => {
    const { exportId } = await requestExport({ storeId, requestId, actor });
    await buildExport({ storeId, exportId }, new AbortController().signal);
    const data = dataOf(await readArchive({ storeId, exportId }));
    const orders = data.orders.map(({ name }: { name: string }) => name);
    return { exportId, profiles: data.profile.map((row: { firstName: string }) => row.firstName), orders };
  };
  expect(await build()).toMatchObject({ profiles: ["Ada"], orders: ["#1"] });
  await acceptProposal(key(requestId, customerRecord(second.id)));
  await matchAll(storeId);
  await acceptProposal(key(requestId, orderRecord(loose)));
  await matchAll(storeId);
  const { exportId, ...whole } = await build();
  expect(whole).toEqual({ profiles: ["Ada", "Ada B."], orders: ["#1", "#2", "#3"] });

  // What is gone since stays as it was called.
  await prisma().request.updateMany({ where: { storeId }, data: { state: "answered" } });
  await eraseCustomer({ storeId, customerId: second.id, actor });
  expect((await findExport({ storeId, exportId }))?.records).toMatchObject([
    { label: "Ada", reason: "address" },
    { label: "Ada B.", reason: "same_phone" },
    { label: "#3", reason: "same_phone" },
  ]);
});

test("an export of somebody about whom nothing is found fails, as nothing says whose data to collect", async () => {
  const { id: requestId } = await makeRequest(storeId, { source: "signed_in", emailVerified: false });
  const unknown = {
    kind: "platform_id",
    source: RECORDS_SOURCE,
    value: "7",
    issuer: "handoff",
    proof: "handoff",
  } as const;
  await prisma().$transaction((transaction) => startMatching(transaction, { storeId, requestId }, [unknown]));
  const { exportId } = await requestExport({ storeId, requestId, actor });
  expect(await outcome(buildExport({ storeId, exportId }, new AbortController().signal))).toBe("nothingToExport");
});

test("two open requests about one record name each other", async () => {
  const { id: customerId } = await makeCustomer(storeId);
  const [one, other] = [await makeRequest(storeId, { customerId }), await makeRequest(storeId, { customerId })];
  await makeRequest(storeId, { customerId, state: "answered" });
  const proposal = await makeRequest(storeId);
  await makeLink(storeId, proposal.id, customerId, proposed);
  expect(await listSharedRequests(storeId, one.id)).toEqual([{ id: other.id, reference: other.reference }]);
  expect(await listSharedRequests(storeId, proposal.id)).toEqual([]);
});
