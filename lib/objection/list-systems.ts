import { customerOfRecord, RECORDS_SOURCE } from "@/lib/customer/record-names";
import { prisma } from "@/lib/database";
import { readEvent } from "@/lib/event/event-types";
import { sourcesOf } from "@/lib/source/registry";
import type { Obstacle } from "@/lib/source/rights";
import { listSystems } from "@/lib/store/unconnected-systems";

/** A system besides the imported records that holds customers' data, and what became of an objection there. */
export interface ToldSystem {
  key: string;
  /** What the store calls it; null for the shop that the imported records are of, where nobody said which. */
  name: string | null;
  /** What each of the person's linked records came to; empty where staff tell the system themselves. */
  steps: { record: string; state: string; note: string | null }[];
  /** Why the connection is not told by itself. */
  obstacle?: Obstacle | undefined;
  /** Where its own staff see the person's linked record. */
  page?: string | undefined;
  /** Who of the staff saw to it, and when. */
  told?: { byName: string; at: Date } | undefined;
}

/**
 * Every system that may have to be told of a request: the shop that imported records are of, the store's connections, each
 * with what it answered, and the systems that are not connected. GDPR Art. 19 asks for that of an erasure, a correction and a
 * restriction as well.
 */
export async function listToldSystems(target: { storeId: string; requestId: string }): Promise<ToldSystem[]> {
  const { storeId, requestId } = target;
  const steps = await prisma().objectionStep.findMany({ where: { storeId, requestId }, orderBy: { record: "asc" } });
  const records = await prisma().requestRecord.findMany({
    where: { storeId, requestId, state: "accepted" },
    orderBy: [{ at: "asc" }, { record: "asc" }],
    select: { source: true, record: true },
  });
  const told = await prisma().toldSystem.findMany({ where: { storeId, requestId } });
  const connections = (await sourcesOf({ storeId })).flatMap(({ name, title, can, cannot, pageOf }): ToldSystem[] => {
    if (title === undefined) return [];
    const linked = records.find(({ source }) => source === name);
    return [
      {
        ...{ key: name, name: title, obstacle: can.object ? undefined : cannot?.object },
        ...{ page: linked && pageOf?.(linked.record), steps: steps.filter(({ source }) => source === name) },
      },
    ];
  });
  const others = (await listSystems(storeId)).map(({ number, name }) => ({ key: `system-${number}`, name, steps: [] }));
  return [...(await importedShops(storeId, records)), ...connections, ...others].map((system) => ({
    ...system,
    told: told.find((one) => one.system === system.key),
  }));
}

/** The shop that the request's imported records are of: what is changed here is not changed there. */
async function importedShops(storeId: string, records: { source: string; record: string }[]): Promise<ToldSystem[]> {
  const ids = records.flatMap(({ source, record }) =>
    source === RECORDS_SOURCE ? (customerOfRecord(record) ?? []) : [],
  );
  if (ids.length === 0) return [];
  const customers = await prisma().customer.findMany({ where: { storeId, id: { in: ids } }, select: { origin: true } });
  const origins = [...new Set(customers.flatMap(({ origin }) => origin?.replace(/^\w+:/, "") ?? []))];
  return customers.length > 0 ? [{ key: "shop", name: origins.join(", ") || null, steps: [] }] : [];
}

/** How many consents an objection withdrew in the imported records; undefined while it has not taken effect. */
export async function countWithdrawn({ storeId, requestId }: { storeId: string; requestId: string }) {
  const rows = await prisma().event.findMany({
    where: { storeId, requestId, type: "consents_withdrawn" },
    select: { type: true, data: true },
  });
  const counts = rows.map((row) => {
    const event = readEvent(row);
    return event?.type === "consents_withdrawn" ? event.data.consents : 0;
  });
  return counts.length > 0 ? counts.reduce((sum, count) => sum + count, 0) : undefined;
}
