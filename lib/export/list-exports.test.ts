import { v7 as uuidv7 } from "uuid";
import { beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { currentStateSql } from "@/lib/expiry";
import { makeExportRow } from "@/test/factories/export";
import { makeRequest } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { findExport } from "./find-export";
import { listExports } from "./list-exports";
import { readProgress } from "./read-progress";

withTestDatabase();

let storeId: string;
let requestId: string;

beforeEach(async () => {
  storeId = (await makeStore()).id;
  requestId = (await makeRequest(storeId)).id;
});

const makeExport = (fields?: Parameters<typeof makeExportRow>[2]) => makeExportRow(storeId, requestId, fields);
const list = async (store = storeId, after?: string) => (await listExports({ storeId: store, after })).exports;

test("pages list each export once, newest first, even where many were created in the same millisecond", async () => {
  const createdAt = new Date();
  const ids: string[] = [];
  for (let index = 0; index < 120; index++)
    ids.push(await makeExport({ createdAt: index < 70 ? createdAt : new Date(createdAt.getTime() - index) }));
  const seen: string[] = [];
  const times: number[] = [];
  let after: string | undefined;
  do {
    const page = await listExports({ storeId, after });
    expect(page.exports.length).toBeLessThanOrEqual(50);
    seen.push(...page.exports.map(({ id }) => id));
    times.push(...page.exports.map((row) => row.createdAt.getTime()));
    after = page.next;
  } while (after);
  expect(seen).toHaveLength(120);
  expect(new Set(seen)).toEqual(new Set(ids));
  expect(times).toEqual([...times].sort((one, other) => other - one));
});

test.each(["", "x", "2026-01-01_x", "_", "' OR 1=1"])("the cursor %j counts as none", async (after) => {
  const id = await makeExport();
  expect((await list(storeId, after)).map((row) => row.id)).toEqual([id]);
});

test("another store's exports and unknown ones are not found", async () => {
  const exportId = await makeExport({ state: "queued" });
  const { id: other } = await makeStore();
  expect(await list(other)).toEqual([]);
  for (const wanted of [
    { storeId: other, exportId },
    ...[uuidv7(), "no-id"].map((id) => ({ storeId, exportId: id })),
  ]) {
    expect(await findExport(wanted)).toBeNull();
    expect(await readProgress(wanted)).toBeNull();
  }
  const progress = { state: "queued", section: null, rowsCollected: 0, rowsExpected: null };
  expect(await readProgress({ storeId, exportId })).toEqual(progress);
});

test("exports are found by name, address and reference, of this store alone, each with its newest delivery", async () => {
  const { id: other } = await makeStore();
  const named = { customerName: "Zsófia Szőke", email: "zs@mail.example" };
  const found = await makeRequest(storeId, named);
  await makeExportRow(other, (await makeRequest(other, named)).id);
  const original = await makeExportRow(storeId, found.id);
  const copy = await makeExportRow(storeId, found.id, { reviewOfId: original });
  await makeExport();
  const by = {
    storeId,
    requestId: found.id,
    method: "link",
    createdById: uuidv7(),
    createdByName: "Ada",
  } as const;
  const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 10, minute));
  await prisma().delivery.createMany({
    data: [
      { ...by, id: uuidv7(), exportId: original, state: "revoked", createdAt: at(1) },
      { ...by, id: uuidv7(), exportId: copy, state: "live", createdAt: at(2) },
    ],
  });
  for (const search of ["zsofia SZOKE", "zs@mail", found.reference.toLowerCase()])
    expect((await listExports({ storeId, search, after: undefined })).exports).toMatchObject([
      { id: original, delivery: { state: "live" } },
    ]);
  expect((await listExports({ storeId, search: "nobody", after: undefined })).exports).toEqual([]);
  expect((await list()).map(({ delivery }) => delivery?.state)).toEqual([undefined, "live"]);
});

test("an export that has expired is listed and shown as such before its bytes are deleted", async () => {
  const past = await makeExport({ expiresAt: new Date(Date.now() - 1000) });
  const live = await makeExport({ expiresAt: new Date(Date.now() + 60_000) });
  expect((await findExport({ storeId, exportId: past }))?.state).toBe("expired");
  expect((await findExport({ storeId, exportId: live }))?.state).toBe("ready");
  const states = Object.fromEntries((await list()).map(({ id, state }) => [id, state]));
  expect(states).toEqual({ [past]: "expired", [live]: "ready" });
});

test("SQL and TypeScript agree on what has expired", async () => {
  for (const state of ["ready", "failed", "expired"] as const)
    for (const expiresAt of [null, new Date(Date.now() - 1000), new Date(Date.now() + 60_000)])
      await makeExport({ state, expiresAt });
  const rows = await prisma().$queryRawUnsafe<{ id: string; state: string }[]>(
    `SELECT id, ${currentStateSql("export")} AS state FROM export WHERE store_id = $1::uuid`,
    storeId,
  );
  const stateOf = ({ id, state }: { id: string; state: string }) => [id, state] as const;
  expect(new Map(rows.map(stateOf))).toEqual(new Map((await list()).map(stateOf)));
  expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(["ready", "failed", "expired"]));
});

test("sources are read with their failures, and malformed stored ones throw", async () => {
  const sources = [
    { source: "dossier-database", section: "profile", rows: 1, failure: null },
    { source: "dossier-database", section: "orders", rows: 0, failure: "unreadable" },
  ];
  const read = await makeExport({ sources });
  const odd = await makeExport({ state: "failed", sources: { not: "a list" } });
  expect((await findExport({ storeId, exportId: read }))?.sources).toEqual(sources);
  await expect(findExport({ storeId, exportId: odd })).rejects.toThrow();
});
