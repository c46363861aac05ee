import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { database, prisma } from "@/lib/database";
import { queue } from "@/lib/queue/queue";
import { makeRequest } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { readSources } from "@/test/harness/read-sources";
import { withTestDatabase } from "@/test/harness/test-database";
import { eventTypes, readEvent } from "./event-types";
import { recordEvent } from "./record-event";
import { storeEvents } from "./store-events";

withTestDatabase();

const actor = { kind: "merchant", id: randomUUID(), name: "Zoë" } as const;

const notified = async (eventId: string) =>
  (await queue().findJobs<{ eventId: string }>("notify")).filter(({ data }) => data.eventId === eventId).length;

test("both kinds of transaction record the same event, with one job that notifies of it", async () => {
  const { id: storeId } = await makeStore();
  const { id: requestId } = await makeRequest(storeId);
  const exportId = randomUUID();
  const event = { storeId, requestId, type: "export_ready", actor, data: { exportId } } as const;
  const ids = [
    await prisma().$transaction((transaction) => recordEvent(transaction, event)),
    await database().transaction((prepared) => recordEvent(prepared, event)),
  ];
  const rows = await prisma().event.findMany({ where: { storeId }, orderBy: { id: "asc" } });
  expect(rows.map(({ id }) => id)).toEqual(ids);
  for (const row of rows) {
    expect(row).toMatchObject({
      ...{ requestId, type: "export_ready", data: { exportId } },
      ...{ actorKind: "merchant", actorId: actor.id, actorName: "Zoë" },
    });
    expect(readEvent(row)).toEqual({ type: "export_ready", data: { exportId } });
    expect(await notified(row.id)).toBe(1);
  }
});

test("an event of the store itself belongs to no request and notifies nobody", async () => {
  const { id: storeId } = await makeStore();
  const event = { storeId, type: "settings_saved", actor, data: { page: "delivery" } } as const;
  const id = await prisma().$transaction((transaction) => recordEvent(transaction, event));
  expect(await prisma().event.findMany({ where: { storeId } })).toMatchObject([{ id, requestId: null }]);
  expect(await notified(id)).toBe(0);
});

test("the database refuses an event without a request, except for the store's own types", async () => {
  const { id: storeId } = await makeStore();
  const write = (type: string) =>
    prisma().event.create({ data: { storeId, id: randomUUID(), type, actorKind: "system" }, select: { id: true } });
  for (const type of [...eventTypes, "made_up"]) await expect(write(type), type).rejects.toThrow();
  for (const type of Object.keys(storeEvents)) await write(type);
  const { rows } = await database().query(
    "SELECT pg_get_constraintdef(oid) AS check FROM pg_constraint WHERE conname = 'event_request_id_check'",
  );
  const listed = [...((rows[0] as { check: string }).check.matchAll(/'(\w+)'/g) ?? [])].map(([, type]) => type);
  expect(listed.sort()).toEqual(Object.keys(storeEvents).sort());
});

test("data that is not what its type has, and a type of another release, are not read", () => {
  expect(readEvent({ type: "export_ready", data: {} })).toBeUndefined();
  expect(readEvent({ type: "export_ready", data: { exportId: "1" } })).toBeUndefined();
  expect(readEvent({ type: "constructor", data: {} })).toBeUndefined();
  expect(readEvent({ type: "request_made", data: { more: 1 } })).toEqual({ type: "request_made", data: {} });
});

test("nothing else writes events", () => {
  const writers = [...readSources()].filter(([, text]) =>
    /INSERT\s+INTO\s+"?event\b|\bevent\.(create|upsert)/i.test(text),
  );
  expect(writers.map(([file]) => file)).toEqual(["lib/event/record-event.ts"]);
});

test("an event may lose what could tell of a person, and nothing else of it changes; the release before's live keys are lost", async () => {
  const { id: storeId } = await makeStore();
  const { id: requestId } = await makeRequest(storeId);
  const write = (data: object) =>
    prisma().event.create({
      data: { storeId, id: randomUUID(), requestId, type: "record_linked", actorKind: "customer", data },
      select: { id: true },
    });
  const live = { source: "connection-1", reason: "chosen" };
  const { id } = await write({ ...live, record: "ada@mail.example", browser: "Chrome", network: "203.0.113.0/24" });
  const set = (change: string) =>
    database().query(`UPDATE event SET ${change} WHERE store_id = $1 AND id = $2`, [storeId, id]);
  for (const change of [
    "data = data - 'reason'",
    "data = data - 'record'",
    `data = data - '{record,browser,network}'::text[] || '{"x":1}'`,
    "data = data - '{record,browser,network}'::text[], actor_name = 'Bo'",
    "type = 'record_unlinked'",
  ])
    await expect(set(change), change).rejects.toThrow("never changed");
  await set("data = data - '{record,browser,network}'::text[]");
  await write({ ...live, record: "bo@mail.example" });
  const own = { source: "dossier-database", reason: "chosen", record: `order:${randomUUID()}` };
  await write(own);
  await database().query(readFileSync("prisma/migrations/20261130036503_records_in_events/migration.sql", "utf8"));
  const rows = await prisma().event.findMany({ where: { storeId }, select: { data: true }, orderBy: { at: "asc" } });
  expect(rows.map(({ data }) => data)).toEqual([live, live, own]);
});
