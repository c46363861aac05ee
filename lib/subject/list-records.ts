import { customerOfRecord, orderOfRecord, RECORDS_SOURCE } from "@/lib/customer/record-names";
import { LOOSE_COLUMNS, type LooseOrder } from "@/lib/customer/search-orders";
import { database, prisma } from "@/lib/database";
import type { LinkReason } from "@/lib/event/link-reasons";
import { connectionTitles } from "@/lib/source/connection/connection";
import type { CustomerKind } from "@/prisma/generated/client";
import { readLastSearch } from "./subject-of-request";

/** A record that a request is about or that was proposed for it, as its page shows it. */
export interface ListedRecord {
  source: string;
  record: string;
  /** What the store calls its source; null for an imported one. */
  title: string | null;
  /** What it is called; null where it has no name at all. */
  label: string | null;
  state: "proposed" | "accepted";
  reason: LinkReason;
  /** The member of the store who linked it; null where it was found. */
  by: string | null;
  at: Date;
  /** The customer or the order as it is now; neither where the record is gone. */
  customer: { id: string; email: string | null; kind: CustomerKind } | undefined;
  order: LooseOrder | undefined;
}

/** The records of a request, in the order in which they came; not those that were rejected. */
export async function listRecords(storeId: string, requestId: string): Promise<ListedRecord[]> {
  const rows = await prisma().requestRecord.findMany({
    where: { storeId, requestId, state: { in: ["proposed", "accepted"] } },
    orderBy: [{ at: "asc" }, { record: "asc" }],
  });
  if (rows.length === 0) return [];
  const imported = rows.flatMap(({ source, record }) => (source === RECORDS_SOURCE ? [record] : []));
  const customers = await prisma().customer.findMany({
    where: { storeId, id: { in: imported.flatMap((record) => customerOfRecord(record) ?? []) } },
    select: { id: true, email: true, kind: true },
  });
  const titles = rows.length > imported.length ? await connectionTitles(storeId) : new Map<string, string>();
  const orderIds = imported.flatMap((record) => orderOfRecord(record) ?? []);
  const orders = orderIds.length > 0 ? await readOrders(storeId, orderIds) : [];
  return rows.map(({ source, record, label, state, reason, actorName, at }) => ({
    ...{ source, record, label, at, title: titles.get(source) ?? null },
    state: state === "proposed" ? state : "accepted",
    reason: reason as LinkReason,
    by: actorName,
    customer: customers.find(({ id }) => id === customerOfRecord(record)),
    order: orders.find(({ id }) => id === orderOfRecord(record)),
  }));
}

async function readOrders(storeId: string, ids: string[]): Promise<LooseOrder[]> {
  const { rows } = await database().query(
    `SELECT ${LOOSE_COLUMNS} FROM "order" WHERE store_id = $1 AND id = ANY($2::uuid[])`,
    [storeId, ids],
  );
  return rows as LooseOrder[];
}

/** What the store calls the sources that did not say, when they were asked last, whether they know the person. */
export async function listSilentSources(storeId: string, requestId: string): Promise<string[]> {
  const { failed = [] } = await readLastSearch(prisma(), { storeId, requestId });
  const titles = failed.length > 0 ? await connectionTitles(storeId) : new Map<string, string>();
  return failed.map((source) => titles.get(source) ?? source);
}

/**
 * The other live requests that are about a record of this one too: an answer to one may answer the other.
 */
export async function listSharedRequests(storeId: string, requestId: string) {
  const records = await prisma().requestRecord.findMany({
    where: { storeId, requestId, state: "accepted" },
    select: { source: true, record: true },
  });
  if (records.length === 0) return [];
  return await prisma().request.findMany({
    where: {
      ...{ storeId, id: { not: requestId }, state: "open" },
      records: { some: { storeId, state: "accepted", OR: records } },
    },
    orderBy: [{ dueAt: "asc" }, { id: "asc" }],
    take: 5,
    select: { id: true, reference: true },
  });
}

/** How many records that may be the person's nobody has accepted or rejected. */
export async function countUndecided(storeId: string, requestId: string): Promise<number> {
  return await prisma().requestRecord.count({ where: { storeId, requestId, state: "proposed" } });
}
