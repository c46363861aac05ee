import { afterEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { countUndecided } from "@/lib/subject/list-records";
import { startMatching } from "@/lib/subject/start-matching";
import { makeConnection } from "@/test/factories/connection";
import { makeConsent, makeStoreWithCustomer } from "@/test/factories/customer";
import { readCopy, redaction } from "@/test/factories/redaction";
import { makeRequest } from "@/test/factories/request";
import { makeMember } from "@/test/factories/store";
import { dataOf, fileOf, readArchive, schemaErrors } from "@/test/harness/archive";
import { allowPrivateSources, listen, stopListening } from "@/test/harness/local-server";
import { withTestDatabase } from "@/test/harness/test-database";
import { buildExport } from "./build-export";
import { requestCustomerExport } from "./request-customer-export";
import { requestExport } from "./request-export";

withTestDatabase();
afterEach(async () => {
  allowPrivateSources();
  await stopListening();
});

const email = "ada@mail.example";
const choice = { channel: "sms", granted: true, at: "2026-01-02T03:04:05Z" };

/** A newsletter tool that ignores whatever it is asked for: it answers with everybody's data, and fails where it is told to. */
async function careless(fails: (operation: string) => boolean) {
  const answers: Record<string, unknown> = {
    match: {
      matches: [
        { record: "1", title: "Ada", email: "Ada@Mail.example" },
        { record: "2", title: "Xada", email: "xada@mail.example" },
      ],
    },
    collect: {
      rows: [
        { record: "1", ...choice, source: "Ada's own" },
        { record: "2", ...choice, source: "A stranger's" },
      ],
    },
  };
  return await listen(async (request, response) => {
    let body = "";
    for await (const piece of request.setEncoding("utf8")) body += piece;
    const { operation } = JSON.parse(body);
    if (fails(operation)) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answers[operation]));
  });
}

test("an export draws on the records and on live sources, holds nothing of others, and goes on without one that fails", async () => {
  const [whole, half, gone] = [
    await careless(() => false),
    await careless((operation) => operation === "collect"),
    await careless(() => true),
  ];
  const ports = [whole, half, gone].map(({ port }) => port);
  allowPrivateSources(...ports.map((port) => `127.0.0.1:${port}`));
  const { storeId, customerId } = await makeStoreWithCustomer({ email, emailNormalized: email });
  await makeConsent(storeId, customerId);
  const notGiven = ["Recordings of calls"];
  const description = { protocol: 1, name: "Newsletter", sections: ["consents"], notGiven };
  for (const port of ports) await makeConnection(storeId, { address: `http://127.0.0.1:${port}/`, description });
  const { id: requestId } = await makeRequest(storeId, { email, emailNormalized: email });
  const identity = { kind: "email", value: email, issuer: "customer", proof: "link" } as const;
  await prisma().$transaction((transaction) => startMatching(transaction, { storeId, requestId }, [identity]));

  // Before the search for the person's records has ended: the export ends it.
  const { exportId } = await requestExport({ storeId, requestId, actor: await makeMember(storeId) });
  await buildExport({ storeId, exportId }, new AbortController().signal);

  const links = await prisma().requestRecord.findMany({ where: { storeId, requestId }, orderBy: { source: "asc" } });
  expect(links.map(({ source, record, state, label }) => [source, record, state, label])).toEqual([
    ["connection-1", "1", "accepted", "Ada"],
    ["connection-2", "1", "accepted", "Ada"],
    ["dossier-database", `customer:${customerId}`, "accepted", expect.anything()],
  ]);
  const matched = await prisma().event.findFirstOrThrow({ where: { storeId, requestId, type: "subject_matched" } });
  // The second record fits nothing that was asked for.
  expect(matched.data).toMatchObject({ failed: ["connection-3"], dropped: { "connection-1": 1, "connection-2": 1 } });

  const files = await readArchive({ storeId, exportId });
  const consents = dataOf(files).consents as { source: string; dataSource: string; record: string }[];
  expect(consents.map(({ source, dataSource, record }) => [source, dataSource, record])).toEqual([
    ["checkout", "dossier-database", `customer:${customerId}`],
    ["Ada's own", "connection-1", "1"],
  ]);
  const lines = fileOf(files, "csv/consents.csv").trim().split("\r\n");
  expect(lines.map((line) => line.split(",").slice(-2))).toEqual([
    ["dataSource", "record"],
    ["dossier-database", `customer:${customerId}`],
    ["connection-1", "1"],
  ]);
  expect(schemaErrors(files)).toBeNull();
  expect(JSON.stringify(files)).not.toContain("stranger");
  expect(JSON.stringify(files)).not.toContain("xada");
  const { formatVersion, sources, searches } = JSON.parse(fileOf(files, "manifest.json")) as {
    formatVersion: number;
    sources: { section: string }[];
    searches: unknown[];
  };
  expect(formatVersion).toBe(2);
  const time = expect.stringMatching(/^2.*Z$/);
  const answered = { searched: true, searchedAt: time, asOf: time, notGiven };
  const silent = { searched: false, notSearched: "unanswered", searchedAt: null, asOf: null, notGiven };
  expect(searches).toEqual([
    expect.objectContaining({ source: "dossier-database", name: null, searched: true, asOf: null, failed: [] }),
    { source: "connection-1", name: "Help desk", ...answered, rows: 1, dropped: 2, failed: [] },
    { source: "connection-2", name: "Help desk", ...silent, rows: 0, dropped: 1, failed: ["consents"] },
    { source: "connection-3", name: "Help desk", ...silent, rows: 0, dropped: 0, failed: ["consents"] },
  ]);
  expect(dataOf(files).searches).toEqual(searches);
  const html = fileOf(files, "index.html");
  expect(html).toContain("2 entries about other people left out.");
  expect(html).toContain("Held there and not in this copy: Recordings of calls");
  // Above the rows of each source that gave any, as the store calls it.
  const above = [...html.matchAll(/<th scope="colgroup" colspan="\d+">([^<]+)</g)].map(([, name]) => name);
  expect(above).toEqual(["The shop’s records", "Help desk"]);
  expect(html).toContain("Not searched: it did not answer.");
  // Nobody can say that the store holds none, where something was not searched.
  expect(html).not.toContain("The store holds no data here.");
  expect(sources.filter(({ section }) => section === "consents")).toEqual([
    { source: "dossier-database", section: "consents", rows: 1, failure: null },
    { source: "connection-1", section: "consents", rows: 1, failure: null, dropped: 1 },
    { source: "connection-2", section: "consents", rows: 0, failure: "unreadable" },
    // It did not say whether it knows the person: nothing found is not nothing held.
    { source: "connection-3", section: "consents", rows: 0, failure: "unreadable" },
  ]);
});

test("a source that was connected after the search is asked for the next export; a profile's address only proposes", async () => {
  const { storeId, customerId } = await makeStoreWithCustomer({ email, emailNormalized: email });
  const actor = await makeMember(storeId);
  const first = await requestCustomerExport({ storeId, customerId, actor });
  await buildExport({ storeId, exportId: first.exportId }, new AbortController().signal);
  const { port } = await careless(() => false);
  allowPrivateSources(`127.0.0.1:${port}`);
  const description = { protocol: 1, name: "Newsletter", sections: ["consents"] };
  await makeConnection(storeId, { address: `http://127.0.0.1:${port}/`, description });
  const { requestId } = first;
  const { exportId } = await requestExport({ storeId, requestId, actor });
  await buildExport({ storeId, exportId }, new AbortController().signal);
  const live = await prisma().requestRecord.findMany({ where: { storeId, requestId, source: "connection-1" } });
  expect(live.map(({ record, state, reason }) => [record, state, reason])).toEqual([
    ["1", "proposed", "stated_address"],
  ]);
  expect(await countUndecided(storeId, requestId)).toBe(1);
});

test("a source that is connected no longer, and of which a record is linked, is named as not searched, also in a copy", async () => {
  const { storeId, customerId } = await makeStoreWithCustomer({ email, emailNormalized: email, note: "Calls often" });
  const { number } = await makeConnection(storeId);
  const data = { state: "disconnected", credentials: null } as const;
  await prisma().connection.updateMany({ where: { storeId, number }, data });
  const { id: requestId } = await makeRequest(storeId, { email, emailNormalized: email, customerId });
  const source = `connection-${number}`;
  const link = { source, record: "1", reason: "account", actorKind: "system" } as const;
  await prisma().requestRecord.createMany({ data: [{ storeId, requestId, ...link }] });
  const { exportId } = await requestExport({ storeId, requestId, actor: await makeMember(storeId) });
  await buildExport({ storeId, exportId }, new AbortController().signal);
  const ended = { source, name: "Help desk", searched: false, notSearched: "disconnected", searchedAt: null };
  const files = await readArchive({ storeId, exportId });
  expect(dataOf(files).searches).toContainEqual(expect.objectContaining(ended));
  expect(fileOf(files, "index.html")).toContain("Not searched when this copy was made: Help desk.");
  const copy = await readCopy({ storeId, exportId }, redaction("profile", { pointer: "/note" }));
  expect(dataOf(copy).searches).toEqual(dataOf(files).searches);
});

test("a connection that was never checked is named as not searched", async () => {
  const { storeId, customerId } = await makeStoreWithCustomer({ email, emailNormalized: email });
  await makeConnection(storeId, { name: "Newsletter" });
  const { id: requestId } = await makeRequest(storeId, { email, emailNormalized: email, customerId });
  const { exportId } = await requestExport({ storeId, requestId, actor: await makeMember(storeId) });
  await buildExport({ storeId, exportId }, new AbortController().signal);
  const unchecked = { source: "connection-1", name: "Newsletter", searched: false, notSearched: "unanswered" };
  expect(dataOf(await readArchive({ storeId, exportId })).searches).toContainEqual(expect.objectContaining(unchecked));
});
