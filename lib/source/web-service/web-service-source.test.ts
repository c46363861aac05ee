import { createHmac } from "node:crypto";
import type { IncomingMessage, RequestListener } from "node:http";
import { afterEach, expect, test, vi } from "vitest";
import { prisma } from "@/lib/database";
import { logger } from "@/lib/logger";
import { findConnections } from "@/lib/source/connection/connection";
import { sourcesOf } from "@/lib/source/registry";
import type { Clues } from "@/lib/source/source";
import { makeConnection } from "@/test/factories/connection";
import { makeStore } from "@/test/factories/store";
import { allowPrivateSources, listen, stopListening } from "@/test/harness/local-server";
import { withTestDatabase } from "@/test/harness/test-database";
import { createSigningSecret } from "./sign";

withTestDatabase();
afterEach(async () => {
  allowPrivateSources();
  await stopListening();
});

const never = new AbortController().signal;
const ROW = { channel: "email", granted: true, source: "Footer", at: "2026-01-02T03:04:05Z" };

type Answer = (asked: Record<string, unknown>) => unknown;

async function readBody(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const piece of request.setEncoding("utf8")) body += piece;
  return body;
}

/** A store with a connection to a web service that answers so. */
async function connect(answer: Answer | RequestListener, credentials?: unknown) {
  const asked: { body: string; headers: IncomingMessage["headers"] }[] = [];
  const { port } = await listen(async (request, response) => {
    if (answer.length === 2) return (answer as RequestListener)(request, response as never);
    const body = await readBody(request);
    asked.push({ body, headers: request.headers });
    const given = (answer as Answer)(JSON.parse(body));
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(given));
  });
  allowPrivateSources(`127.0.0.1:${port}`);
  const { id: storeId } = await makeStore();
  const key = await makeConnection(storeId, {
    address: `http://127.0.0.1:${port}/dossier`,
    description: { protocol: 1, name: "Newsletter", sections: ["profile", "consents"] },
    ...(credentials !== undefined && { credentials }),
  });
  const [, source] = await sourcesOf({ storeId });
  if (!source) throw new Error("the connection is no source");
  const row = () => prisma().connection.findUniqueOrThrow({ where: { storeId_number: key } });
  return { storeId, key, source, asked, row };
}

type Connected = Awaited<ReturnType<typeof connect>>;

async function collect({ source, storeId }: Connected, ...records: string[]) {
  let dropped = 0;
  const rows: unknown[] = [];
  const liveRecords = records.map((record) => ({ source: source.name, record }));
  const subject = { storeId, customerIds: [], emails: [], liveRecords };
  const withheld: string[] = [];
  const notes = {
    drop: (count: number) => {
      dropped += count;
    },
    withhold: (what: string) => void withheld.push(what),
  };
  for await (const page of source.collectors.consents?.pages(subject, never, notes) ?? []) rows.push(...page);
  return { rows, dropped, withheld };
}

const clues = (storeId: string, fields: Partial<Clues> = {}): Clues => ({
  ...{ storeId, platformIds: [], emails: [], phones: [], records: [] },
  ...fields,
});
const ada = { emailNormalized: "ada@mail.example", provedAt: new Date() };

test("a call is signed as Standard Webhooks say, by both secrets while one replaces the other", async () => {
  const [secret, former] = [createSigningSecret(), createSigningSecret()];
  const until = (ms: number) => new Date(Date.now() + ms).toISOString();
  for (const { given, signedBy } of [
    { given: { secret }, signedBy: [secret] },
    { given: { secret, former: { secret: former, until: until(60_000) } }, signedBy: [secret, former] },
    { given: { secret, former: { secret: former, until: until(-1) } }, signedBy: [secret] },
  ]) {
    const { source, asked } = await connect(() => ({ protocol: 1, name: "Desk", sections: ["profile"] }), given);
    expect(await source.describe(never)).toEqual({ protocol: 1, name: "Desk", sections: ["profile"] });
    const [{ body, headers } = { body: "", headers: {} }] = asked;
    expect(JSON.parse(body)).toEqual({ protocol: 1, operation: "describe" });
    const { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature } = headers;
    expect(id).toMatch(/^msg_/);
    expect(Math.abs(Date.now() / 1000 - Number(timestamp))).toBeLessThan(30);
    const expected = signedBy.map((each) => {
      const key = Buffer.from(each.slice("whsec_".length), "base64");
      return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
    });
    expect(signature).toBe(expected.join(" "));
  }
});

test("a record is the person's by the address that was proved, and may be by a phone number or an entered address", async () => {
  const matches = [
    { record: "1", title: "Ada", email: "ADA@mail.example" },
    { record: "2", title: "Home", phone: "+44 20 7946 0001" },
    { record: "3", title: "Ada O.", email: "a.okafor@mail.example" },
    { record: "7", title: "By id", email: "changed@mail.example" },
  ];
  const { source, storeId, asked } = await connect(() => ({ matches }));
  const emails = [ada, { emailNormalized: "a.okafor@mail.example", provedAt: null }];
  const known = clues(storeId, { platformIds: ["7"], emails, phones: ["020 7946 0001"] });
  expect(await source.match?.(known, never)).toEqual([
    { record: "1", label: "Ada", reason: "address" },
    { record: "2", label: "Home", reason: "same_phone" },
    { record: "3", label: "Ada O.", reason: "stated_address" },
    { record: "7", label: "By id", reason: "account" },
  ]);
  expect(JSON.parse(asked[0]?.body ?? "")).toMatchObject({
    ...{ operation: "match", ids: ["7"], emails: ["ada@mail.example", "a.okafor@mail.example"] },
    phones: ["020 7946 0001"],
  });
  expect(await source.match?.({ ...known, records: ["1", "2", "3"] }, never)).toHaveLength(1);
});

test("a service that ignores what it was asked for matches nobody, and says nothing of them in the log", async () => {
  const warn = vi.spyOn(logger, "warn").mockImplementation(() => {});
  const matches = [
    { record: "1", title: "Xada", email: "xada@mail.example", phone: "+1 555 000" },
    { record: "2", title: "Nobody" },
    { record: "3", title: "Short", phone: "460001" },
  ];
  const { source, storeId } = await connect(() => ({ matches }));
  const drop = vi.fn();
  expect(await source.match(clues(storeId, { emails: [ada], phones: ["+44 20 7946 0001"] }), never, drop)).toEqual([]);
  expect(drop.mock.calls).toEqual([[3]]);
  expect(warn).toHaveBeenCalledWith({ storeId, connection: 1, dropped: 3 }, expect.any(String));
});

test("nothing is asked where nothing is known", async () => {
  const { source, storeId, asked } = await connect(() => ({ matches: [] }));
  expect(await source.match?.(clues(storeId), never)).toEqual([]);
  expect(asked).toEqual([]);
});

test("rows are read page by page; those of other records are dropped and counted", async () => {
  const pages: Record<string, unknown> = {
    "": {
      rows: [
        { ...ROW, record: "1" },
        { ...ROW, record: "2" },
      ],
      next: "b",
    },
    b: { rows: [{ ...ROW, record: "2" }], next: "c", notGiven: ["Recordings of calls"] },
    c: { rows: [{ record: "1", channel: "sms", granted: false, source: "Checkout", secret: "unasked" }] },
  };
  const connected = await connect(({ cursor = "" }) => pages[String(cursor)]);
  const { rows, dropped, withheld } = await collect(connected, "1");
  const origin = { dataSource: connected.source.name, record: "1" };
  expect(rows).toEqual([
    { ...ROW, wording: null, ...origin },
    { at: null, channel: "sms", granted: false, source: "Checkout", wording: null, ...origin },
  ]);
  expect([dropped, withheld]).toEqual([2, ["Recordings of calls"]]);
  expect(connected.asked.map(({ body }) => JSON.parse(body).record)).toEqual(["1", "1", "1"]);
});

test("a service that answers everybody's rows gives none of them", async () => {
  const connected = await connect(() => ({
    rows: [
      { ...ROW, record: "2" },
      { ...ROW, record: "3" },
    ],
  }));
  expect(await collect(connected, "1")).toEqual({ rows: [], dropped: 2, withheld: [] });
});

test("no record of the service is linked: nothing is asked", async () => {
  const connected = await connect(() => ({ rows: [] }));
  expect(await collect(connected)).toEqual({ rows: [], dropped: 0, withheld: [] });
  expect(connected.asked).toEqual([]);
});

test.each<[string, (asked: number) => unknown]>([
  ["a cursor that comes again", () => ({ rows: [], next: "again" })],
  ["two cursors that take turns", (asked) => ({ rows: [], next: asked % 2 ? "a" : "b" })],
  ["a cursor of more than a kilobyte", (asked) => ({ rows: [], next: asked === 0 ? "é".repeat(513) : null })],
  ["501 rows", () => ({ rows: Array.from({ length: 501 }, () => ({ ...ROW, record: "1" })) })],
  ["a row without its record", () => ({ rows: [ROW] })],
  ["a row that is none of the section", () => ({ rows: [{ record: "1", channel: "pigeon" }] })],
  ["no rows at all", () => ({})],
  ["a list", () => []],
  ["nothing", () => null],
])("%s fails the source", async (_what, answer) => {
  let count = 0;
  const connected = await connect(() => answer(count++));
  await expect(collect(connected, "1")).rejects.toMatchObject({ failure: "malformed" });
});

test("a megabyte is too much for a page", async () => {
  const connected = await connect(() => ({ rows: [{ ...ROW, record: "1", source: "x".repeat(1024 * 1024) }] }));
  await expect(collect(connected, "1")).rejects.toMatchObject({ failure: "too_large" });
  expect(await connected.row()).toMatchObject({ state: "failing", lastError: "too_large" });
});

test("a page that fails on the way is asked for again; what is refused is not", async () => {
  let fails = 1;
  const busy = await connect((request, response) => {
    request.resume();
    if (fails-- > 0) return void response.writeHead(502).end();
    response
      .writeHead(200, { "content-type": "application/json" })
      .end(JSON.stringify({ rows: [{ ...ROW, record: "1" }] }));
  });
  expect((await collect(busy, "1")).rows).toHaveLength(1);
  expect(await busy.row()).toMatchObject({ state: "healthy", failures: 0 });
  let tries = 0;
  const revoked = await connect((_request, response) => {
    tries++;
    response.writeHead(401).end();
  });
  await expect(collect(revoked, "1")).rejects.toMatchObject({ failure: "unauthorized" });
  expect(tries).toBe(1);
  expect(await revoked.row()).toMatchObject({
    ...{ state: "revoked", lastError: "unauthorized", lastErrorCall: "collect consents" },
  });
});

test("a search gives at most what was asked for, and a record is read by its own key alone", async () => {
  const hits = Array.from({ length: 30 }, (_, index) => ({ record: `k${index}`, title: `Hit ${index}` }));
  const { source, storeId, asked } = await connect(() => ({ hits }));
  const { rows, next } = await source.search({ storeId, text: " ada ", limit: 100 });
  expect([rows.length, next]).toEqual([20, undefined]);
  expect(rows[0]).toEqual({
    ...{ record: "k0", id: "1.k0", title: "Hit 0", isGuest: false, email: null, phone: null, country: null },
    ...{ orderCount: null, lastOrderAt: null },
  });
  expect(JSON.parse(asked[0]?.body ?? "")).toMatchObject({ operation: "search", text: "ada", limit: 20 });
  expect((await source.read({ storeId, record: "k3" }))?.title).toBe("Hit 3");
  expect(await source.read({ storeId, record: "gone" })).toBeUndefined();
  expect((await source.search({ storeId, text: "  ", limit: 20 })).rows).toEqual([]);
  expect(asked).toHaveLength(3);
});

test("a search waits five seconds, and is not made again", async () => {
  let tries = 0;
  const { source, storeId } = await connect((_request, _response) => {
    tries++;
  });
  const start = performance.now();
  await expect(source.search({ storeId, text: "ada", limit: 20 })).rejects.toMatchObject({ failure: "timeout" });
  expect(performance.now() - start).toBeLessThan(7000);
  expect(tries).toBe(1);
}, 15_000);

test("a connection that was never checked has no sections, nor has one whose description is of another kind", async () => {
  const { id: storeId } = await makeStore();
  await makeConnection(storeId);
  await makeConnection(storeId, { description: { protocol: 1, name: "Desk", sections: ["__proto__"] } });
  const [, one, other] = await sourcesOf({ storeId });
  expect([one?.collectors, other?.collectors]).toEqual([{}, {}]);
  expect(await findConnections(storeId)).toHaveLength(2);
});
