import { afterEach, expect, test } from "vitest";
import { customerRecord, orderRecord } from "@/lib/customer/record-names";
import { prisma } from "@/lib/database";
import { listRequests } from "@/lib/request/list-requests";
import { readTimeline } from "@/lib/request/timeline";
import { acceptProposal, rejectRecord } from "@/lib/subject/decide-record";
import { listRecords, listSilentSources } from "@/lib/subject/list-records";
import { matchSubject } from "@/lib/subject/match-subject";
import { searchAgain } from "@/lib/subject/search-again";
import { startMatching } from "@/lib/subject/start-matching";
import { makeConnection } from "@/test/factories/connection";
import { makeCustomer, makeOrder, makeStoreWithCustomer } from "@/test/factories/customer";
import { makeRequest } from "@/test/factories/request";
import { makeMember } from "@/test/factories/store";
import { dataOf, readArchive, schemaErrors } from "@/test/harness/archive";
import { allowPrivateSources, listen, stopListening } from "@/test/harness/local-server";
import { withTestDatabase } from "@/test/harness/test-database";
import { buildExport } from "./build-export";
import { requestExport } from "./request-export";

withTestDatabase();
afterEach(async () => {
  allowPrivateSources();
  await stopListening();
});

const email = "ada@mail.example";
const phone = "+44 20 7946 0001";
const signal = new AbortController().signal;

/** A help desk with two tickets' people under one address, which fails until it is told to answer. */
async function helpDesk() {
  const state = { answers: false };
  const { port } = await listen(async (request, response) => {
    let body = "";
    for await (const piece of request.setEncoding("utf8")) body += piece;
    const { operation, record } = JSON.parse(body);
    const matches = ["42", "43"].map((each) => ({ record: each, title: `Ticket ${each}`, email }));
    const rows = [{ record, channel: "email", granted: true, at: "2026-01-02T03:04:05Z", source: `Ticket ${record}` }];
    response
      .writeHead(state.answers ? 200 : 404, { "content-type": "application/json" })
      .end(JSON.stringify(operation === "match" ? { matches } : { rows }));
  });
  allowPrivateSources(`127.0.0.1:${port}`);
  return { state, address: `http://127.0.0.1:${port}/` };
}

test("two accounts, a guest's order without an address and a record of a second source become one export", async () => {
  const desk = await helpDesk();
  const { storeId, customerId } = await makeStoreWithCustomer({
    email,
    emailNormalized: email,
    phone,
    lastName: "One",
  });
  const { id: secondId } = await makeCustomer(storeId, { phone, lastName: "Two" });
  await makeOrder(storeId, { customerId, name: "#1" });
  await makeOrder(storeId, { customerId: secondId, name: "#2" });
  const guestOrderId = await makeOrder(storeId, { name: "#3", phone, phoneNormalized: "442079460001" });
  const description = { protocol: 1, name: "Help desk", sections: ["consents"] };
  await makeConnection(storeId, { address: desk.address, description });
  const actor = await makeMember(storeId, "staff", "Mara Owner");
  const { id: requestId } = await makeRequest(storeId, { email, emailNormalized: email });
  const identity = { kind: "email", value: email, issuer: "customer", proof: "link" } as const;
  await prisma().$transaction((transaction) => startMatching(transaction, { storeId, requestId }, [identity]));

  await matchSubject({ storeId, requestId }, signal, { goWithout: true });
  expect(await listSilentSources(storeId, requestId)).toEqual(["Help desk"]);
  desk.state.answers = true;
  await searchAgain({ storeId, requestId });
  await matchSubject({ storeId, requestId }, signal);
  expect(await listSilentSources(storeId, requestId)).toEqual([]);

  const listed = async () =>
    (await listRecords(storeId, requestId)).map(({ record, state, reason, by }) => [record, state, reason, by]).sort();
  const [one, two, order] = [customerRecord(customerId), customerRecord(secondId), orderRecord(guestOrderId)];
  expect(await listed()).toEqual(
    [
      [one, "accepted", "address", null],
      [two, "proposed", "same_phone", null],
      [order, "proposed", "same_phone", null],
      // Two records under one address may be a household's.
      ["42", "proposed", "address", null],
      ["43", "proposed", "address", null],
    ].sort(),
  );

  const key = (source: string, record: string) => ({ storeId, requestId, source, record, actor });
  for (const record of [two, order]) await acceptProposal(key("dossier-database", record));
  await acceptProposal(key("connection-1", "42"));
  await rejectRecord(key("connection-1", "43"), async () => {});
  await matchSubject({ storeId, requestId }, signal);
  expect(await listed()).toEqual(
    [
      [one, "accepted", "address", null],
      [two, "accepted", "same_phone", "Mara Owner"],
      [order, "accepted", "same_phone", "Mara Owner"],
      ["42", "accepted", "address", "Mara Owner"],
    ].sort(),
  );
  const states = ["open"] as const;
  const filter = { states, sources: ["guest"], types: ["export"], sort: "due", descending: false } as const;
  const page = await listRequests(storeId, { ...filter, search: "", cursor: undefined });
  expect(page.rows.map(({ foundIn }) => foundIn)).toEqual([["connection-1", "dossier-database"]]);

  const { exportId } = await requestExport({ storeId, requestId, actor });
  await buildExport({ storeId, exportId }, signal);
  const files = await readArchive({ storeId, exportId });
  expect(schemaErrors(files)).toBeNull();
  const { profile, orders, consents } = dataOf(files) as { [section: string]: Record<string, string>[] };
  expect(profile?.map(({ lastName }) => lastName).sort()).toEqual(["One", "Two"]);
  expect(orders?.map(({ name }) => name).sort()).toEqual(["#1", "#2", "#3"]);
  expect(consents?.map(({ source }) => source)).toEqual(["Ticket 42"]);

  const { entries } = await readTimeline({ storeId, requestId, view: "all", older: undefined });
  const told = entries.flatMap((entry) => ("event" in entry ? [`${entry.event.type} ${entry.event.actorName}`] : []));
  expect(told.reverse()).toEqual([
    "subject_matched null",
    "subject_matched null",
    "customer_linked Mara Owner",
    "record_linked Mara Owner",
    "record_linked Mara Owner",
    "record_rejected Mara Owner",
    "export_requested Mara Owner",
    "export_ready null",
  ]);
});
