import { afterEach, beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { livePath, readLiveId } from "@/lib/source/connection/connection";
import { readLive, readLiveSections } from "@/lib/source/read-live";
import { makeConnection } from "@/test/factories/connection";
import { makeRequest, readRequest } from "@/test/factories/request";
import { makeMember, makeStore } from "@/test/factories/store";
import { allowPrivateSources, listen, stopListening } from "@/test/harness/local-server";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { requestRecordExport } from "./request-record-export";

withTestDatabase();
afterEach(async () => {
  allowPrivateSources();
  await stopListening();
});

const KEY = "a/b%2Fc?d#e&f=..";
const ada = { record: KEY, title: "Ada Lovelace", email: "Ada@Mail.example", phone: "+44 20 7946 0001" };
const choice = { record: KEY, channel: "email", granted: true, at: "2026-01-02T03:04:05Z", source: "checkout" };

let storeId: string;
let actor: Awaited<ReturnType<typeof makeMember>>;
let answers: Record<string, unknown>;

beforeEach(async () => {
  storeId = (await makeStore()).id;
  actor = await makeMember(storeId);
  answers = {
    search: { hits: [{ record: "stranger", title: "Stranger" }, ada] },
    collect: { rows: [...Array.from({ length: 12 }, () => choice), { ...choice, record: "stranger" }] },
  };
  const { port } = await listen(async (request, response) => {
    let body = "";
    for await (const piece of request.setEncoding("utf8")) body += piece;
    const answer = answers[JSON.parse(body).operation];
    response.writeHead(answer ? 200 : 404, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
  allowPrivateSources(`127.0.0.1:${port}`);
  const description = { protocol: 1, name: "Newsletter", sections: ["consents"] };
  await makeConnection(storeId, { name: "Newsletter", address: `http://127.0.0.1:${port}/`, description });
});

const open = (id = `1.${KEY}`) => readLive({ storeId, memberId: actor.id, id });
const press = (requestId?: string) => requestRecordExport({ storeId, id: `1.${KEY}`, actor, requestId });
const linkTo = (requestId: string) =>
  prisma().requestRecord.create({
    data: {
      ...{ storeId, requestId, source: "connection-1", record: KEY, label: "Ada", reason: "address" },
      ...{ state: "accepted", actorKind: "system" },
    },
    select: { record: true },
  });

test("a record is read live with the first rows of its sections, and a key may hold any sign", async () => {
  const path = livePath({ source: "connection-1", record: KEY });
  const [, segment = "", ...others] = path.split("/");
  expect(others).toEqual([]);
  expect(readLiveId(decodeURIComponent(segment))).toEqual({ number: 1, record: KEY });
  const found = await open();
  expect(found).toMatchObject({ title: "Newsletter", hit: { title: "Ada Lovelace" }, failure: undefined });
  if (!found) throw new Error("not found");
  const [consents] = await readLiveSections(storeId, found.source, KEY);
  expect(consents).toMatchObject({ section: "consents", isCut: true, failure: undefined });
  expect(consents?.rows.map(({ record }) => record)).toEqual(Array(10).fill(KEY));
  const section = {
    key: "tickets",
    title: { en: "Tickets" },
    columns: [{ name: "text", type: "text" as const, title: { en: "Text" } }],
  };
  const pages = async function* () {
    yield [{ text: "Hello" }];
    throw new Error("not expected");
  };
  const broken = { ...found.source, collectors: {}, own: [{ section, collector: { pages } }] };
  expect(await readLiveSections(storeId, broken, KEY)).toMatchObject([{ section, failure: "malformed" }]);
});

test("a record that is gone, a source that does not answer and an unknown one are told apart; nothing is stored", async () => {
  answers.search = { hits: [{ record: "stranger", title: "Stranger" }] };
  expect(await open()).toMatchObject({ hit: undefined, failure: undefined });
  expect(await outcome(press())).toBe("recordGone");
  answers.search = undefined;
  expect(await open()).toMatchObject({ hit: undefined, failure: "refused" });
  expect(await outcome(press())).toBe("sourceSilent");
  expect(await open("2.1")).toBeUndefined();
  for (const id of ["1", "0.1", "1.", "x.1", `1.${"a".repeat(301)}`]) expect(readLiveId(id)).toBeUndefined();
  expect(await prisma().request.count({ where: { storeId } })).toBe(0);
});

test("a member opens twenty records a minute", async () => {
  for (let count = 0; count < 20; count++) await open();
  await expect(open()).rejects.toMatchObject({ code: "rateLimited" });
});

test("its export makes a request about it, or joins the open one that is about it; of several the chosen one", async () => {
  const made = await press();
  expect(made).toMatchObject({ started: true });
  expect(made).not.toHaveProperty("joined");
  const links = await prisma().requestRecord.findMany({ where: { storeId } });
  expect(links).toMatchObject([
    { requestId: made.requestId, source: "connection-1", record: KEY, label: "Ada Lovelace", reason: "chosen" },
  ]);
  const request = await readRequest(storeId, made.requestId);
  expect(request).toMatchObject({ email: "Ada@Mail.example", emailVerified: false, customerName: "Ada Lovelace" });
  // Again while it runs: that one is shown.
  expect(await press()).toMatchObject({ started: false, exportId: made.exportId });

  // It was taken from its own request: pressed once more, it is that one's again.
  await prisma().export.updateMany({ where: { storeId }, data: { state: "failed" } });
  await prisma().requestRecord.updateMany({ where: { storeId }, data: { state: "rejected" } });
  expect(await press()).toMatchObject({ started: true, requestId: made.requestId });
  expect(await prisma().requestRecord.findMany({ where: { storeId } })).toMatchObject([{ state: "accepted" }]);

  await prisma().request.updateMany({ where: { storeId }, data: { state: "cancelled" } });
  const [one, other] = [await makeRequest(storeId, {}), await makeRequest(storeId, {})];
  for (const { id } of [one, other]) await linkTo(id);
  expect(await press(other.id)).toMatchObject({ requestId: other.id, joined: other.reference });
  // One that the record was rejected for is none of its.
  await prisma().requestRecord.updateMany({ where: { storeId, requestId: one.id }, data: { state: "rejected" } });
  expect(await press(one.id)).toMatchObject({ requestId: other.id, started: false });
  expect(await prisma().request.count({ where: { storeId } })).toBe(3);
});
