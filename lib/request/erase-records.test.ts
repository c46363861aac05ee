import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { readDeliverySettings } from "@/lib/store/delivery-settings";
import { hashToken } from "@/lib/token";
import { makeEmail } from "@/test/factories/email";
import { makeExportRow } from "@/test/factories/export";
import { makeRequest } from "@/test/factories/request";
import { makeMerchant, makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { eraseRecords } from "./erase-records";

withTestDatabase();

const at = (iso: string) => new Date(iso);
const closed = (closedAt: string, state: "answered" | "refused" | "cancelled" = "answered") => ({
  state,
  closedAt: at(closedAt),
});

/** A request with a row in every table that refers to one, an export's reviewed copy and bytes included. */
async function makeRecord(storeId: string, fields: Parameters<typeof makeRequest>[1]) {
  const { id: requestId } = await makeRequest(storeId, fields);
  const { id: createdById } = await makeMerchant();
  const exportId = await makeExportRow(storeId, requestId);
  const copyId = await makeExportRow(storeId, requestId, { reviewOfId: exportId });
  const deliveryId = uuidv7();
  const created = { createdById, createdByName: "Mara" };
  const expiresAt = new Date();
  await prisma().event.create({
    data: { storeId, id: uuidv7(), requestId, type: "request_made", actorKind: "system" },
  });
  await makeEmail(storeId, "a@x", { requestId });
  await prisma().note.create({
    data: { storeId, id: uuidv7(), requestId, authorId: createdById, authorName: "Mara", text: "a note" },
  });
  await prisma().verification.create({ data: { storeId, requestId, tokenHash: hashToken(requestId), expiresAt } });
  for (const id of [exportId, copyId]) {
    await prisma().exportFile.create({
      data: {
        ...{ storeId, exportId: id, number: 0, path: "index.html", sizeBytes: 1, compressedSizeBytes: 1 },
        ...{ crc32: 1, sha256: "", chunkCount: 1 },
      },
    });
    await prisma().exportChunk.create({
      data: { storeId, exportId: id, file: 0, sequence: 0, bytes: new Uint8Array([1]) },
    });
  }
  await prisma().redaction.create({
    data: { storeId, id: uuidv7(), exportId, section: "orders", reason: "security", ...created },
  });
  await prisma().delivery.create({
    data: { storeId, id: deliveryId, requestId, exportId: copyId, method: "link", state: "completed", ...created },
  });
  await prisma().deliveryLink.create({ data: { storeId, deliveryId, tokenHash: hashToken(deliveryId) } });
  await prisma().deliveryCode.create({ data: { storeId, id: uuidv7(), deliveryId } });
  await prisma().deliveryAccess.create({ data: { storeId, deliveryId, tokenHash: hashToken(deliveryId), expiresAt } });
  return requestId;
}

/** How many rows a store has in every table that refers to a request. */
async function countRows(storeId: string) {
  const where = { storeId };
  const counts = [
    prisma().request.count({ where }),
    prisma().event.count({ where }),
    prisma().email.count({ where }),
    prisma().note.count({ where }),
    prisma().verification.count({ where }),
    prisma().export.count({ where }),
    prisma().exportFile.count({ where }),
    prisma().exportChunk.count({ where }),
    prisma().redaction.count({ where }),
    prisma().delivery.count({ where }),
    prisma().deliveryLink.count({ where }),
    prisma().deliveryCode.count({ where }),
    prisma().deliveryAccess.count({ where }),
  ];
  return await Promise.all(counts);
}

test("a record is erased with everything that belongs to it after its store's retention period, and a count remains", async () => {
  const { id: storeId } = await makeStore({ retentionMonths: 12 });
  await makeRecord(storeId, { ...closed("2026-01-15T10:00:00Z"), source: "signed_in" });
  const kept = await makeRecord(storeId, closed("2026-02-15T10:00:00Z", "refused"));
  const rows = await countRows(storeId);
  expect(Math.min(...rows)).toBe(2);

  expect(await eraseRecords(at("2027-01-15T09:59:59.999Z"))).toBe(0);
  expect(await eraseRecords(at("2027-01-15T10:00:00Z"))).toBe(1);
  expect(await countRows(storeId)).toEqual(rows.map((count) => count / 2));
  expect(await prisma().request.findMany({ where: { storeId }, select: { id: true } })).toEqual([{ id: kept }]);
  const month = at("2026-01-01");
  const one = { storeId, month, type: "export", source: "signed_in", state: "answered", count: 1 };
  expect(await prisma().erasedRequests.findMany({ where: { storeId } })).toEqual([one]);

  // A later record of the same month adds to its count; another state is counted apart.
  await makeRecord(storeId, { ...closed("2026-01-31T23:59:59Z"), source: "signed_in" });
  expect(await eraseRecords(at("2027-02-15T10:00:00Z"))).toBe(2);
  expect(await countRows(storeId)).toEqual(rows.map(() => 0));
  expect(await prisma().erasedRequests.findMany({ where: { storeId }, orderBy: { month: "asc" } })).toEqual([
    { ...one, count: 2 },
    { storeId, month: at("2026-02-01"), type: "export", source: "guest", state: "refused", count: 1 },
  ]);
  expect(await eraseRecords(at("2028-01-01T00:00:00Z"))).toBe(0);
});

test.each([
  ["2024-01-31T12:00:00Z", 1, "2024-02-29T12:00:00Z"],
  ["2023-01-31T12:00:00Z", 1, "2023-02-28T12:00:00Z"],
  ["2024-02-29T23:30:00Z", 12, "2025-02-28T23:30:00Z"],
  ["2026-10-25T00:30:00Z", 120, "2036-10-25T00:30:00Z"],
])("what was closed at %s is kept for %i months by the calendar: to %s", async (closedAt, months, end) => {
  const { id: storeId } = await makeStore({ retentionMonths: months });
  await makeRequest(storeId, closed(closedAt));
  expect(await eraseRecords(new Date(at(end).getTime() - 1))).toBe(0);
  expect(await eraseRecords(at(end))).toBe(1);
});

test("each store has its own time, and requests that are open, unverified or being exported are never touched", async () => {
  const short = await makeStore({ retentionMonths: 1 });
  const long = await makeStore({ retentionMonths: 120 });
  const createdAt = at("2020-01-01T00:00:00Z");
  for (const { id } of [short, long])
    for (const fields of [
      closed("2020-01-02T00:00:00Z"),
      closed("2020-01-02T00:00:00Z", "cancelled"),
      { state: "open" as const },
      { state: "unverified" as const },
    ])
      await makeRequest(id, { createdAt, ...fields });
  const busy = await makeRequest(short.id, { createdAt, ...closed("2020-01-02T00:00:00Z") });
  await makeExportRow(short.id, busy.id, { state: "collecting" });

  expect(await eraseRecords(at("2026-01-01T00:00:00Z"))).toBe(2);
  const states = async (storeId: string) =>
    (await prisma().request.findMany({ where: { storeId }, orderBy: { state: "asc" } })).map(({ state }) => state);
  expect(await states(short.id)).toEqual(["unverified", "open", "answered"]);
  expect(await states(long.id)).toEqual(["unverified", "open", "answered", "cancelled"]);
});

test("several at once erase many batches, and count each record once", async () => {
  const { id: storeId } = await makeStore({ retentionMonths: 1 });
  for (let number = 0; number < 250; number++)
    await makeRequest(storeId, closed(number % 2 ? "2020-01-02T00:00:00Z" : "2021-01-02T00:00:00Z"));
  const now = at("2026-01-01T00:00:00Z");
  const counts = await Promise.all([eraseRecords(now), eraseRecords(now), eraseRecords(now)]);
  // Who finds every row held by another stops: the next run takes what is left.
  const rest = await eraseRecords(now);
  expect(counts.reduce((sum, count) => sum + count, rest)).toBe(250);
  expect(await prisma().request.count({ where: { storeId } })).toBe(0);
  const { erased } = await readDeliverySettings(storeId);
  expect(erased).toEqual([
    { year: 2021, count: 125 },
    { year: 2020, count: 125 },
  ]);
});

test("emails of no request, such as sign-in links, are erased after the same period", async () => {
  const { id: storeId } = await makeStore({ retentionMonths: 1 });
  const { id: requestId } = await makeRequest(storeId);
  const createdAt = at("2024-01-31T12:00:00Z");
  const write = (fields: { createdAt: Date; requestId?: string }) => makeEmail(storeId, "a@x", fields);
  await write({ createdAt });
  await write({ createdAt, requestId });
  await write({ createdAt: at("2024-02-01T00:00:00Z") });
  await eraseRecords(at("2024-02-29T11:59:59Z"));
  expect(await prisma().email.count({ where: { storeId } })).toBe(3);
  await eraseRecords(at("2024-02-29T12:00:00Z"));
  const left = await prisma().email.findMany({ where: { storeId }, orderBy: { createdAt: "asc" } });
  expect(left.map((row) => row.requestId)).toEqual([requestId, null]);
});

test("the store's own events are erased after the same period, and those of its requests with the requests", async () => {
  const { id: storeId } = await makeStore({ retentionMonths: 1 });
  const { id: requestId } = await makeRequest(storeId);
  const own = { type: "handoff_secret_made", actorKind: "system" as const };
  const write = (fields: object) => prisma().event.create({ data: { storeId, id: uuidv7(), ...own, ...fields } });
  await write({ at: at("2024-01-31T12:00:00Z") });
  await write({ at: at("2024-01-31T12:00:00Z"), requestId, type: "request_made" });
  await write({ at: at("2024-02-01T00:00:00Z") });
  await eraseRecords(at("2024-02-29T11:59:59Z"));
  expect(await prisma().event.count({ where: { storeId } })).toBe(3);
  await eraseRecords(at("2024-02-29T12:00:00Z"));
  const left = await prisma().event.findMany({ where: { storeId }, orderBy: { at: "asc" } });
  expect(left.map((row) => row.requestId)).toEqual([requestId, null]);
});
