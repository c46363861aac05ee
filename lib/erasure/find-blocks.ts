import { customerRecord, orderRecord, RECORDS_SOURCE } from "@/lib/customer/record-names";
import type { Transaction } from "@/lib/database";
import { unexpired } from "@/lib/expiry";
import type { DeliveryState, ExportState } from "@/prisma/generated/client";
import { type ErasureSubject, otherRequests } from "./erasure-subject";

/** Why an erasure may not be approved or started now, each with the request that it is about. */
export interface ErasureBlock {
  kind: "held" | "searching" | "changed" | "request" | "export" | "delivery";
  requestId: string;
  reference: string;
}

/**
 * What stands against an erasure: a hold, a search for the person's records that has not ended, a record that was linked or
 * removed since the approval (by a search, or by an import that joins two customers), another open request of the person, or an export or a delivery of any of their requests that is under way. Nobody proved an unverified request to be
 * theirs: it is none.
 */
export async function findBlocks(
  client: Pick<Transaction, "request">,
  { storeId, requestId }: { storeId: string; requestId: string },
  subject: ErasureSubject,
): Promise<ErasureBlock[]> {
  const own = await client.request.findFirst({
    where: { storeId, id: requestId },
    select: {
      ...{ ...facts(), matchingSince: true },
      erasureHold: { select: { setAt: true } },
      records: { where: { state: "accepted" }, select: { source: true, record: true } },
    },
  });
  const others = await client.request.findMany({
    where: {
      AND: [
        otherRequests(storeId, requestId, subject),
        {
          OR: [
            { state: "open" },
            { exports: { some: { storeId, ...RUNNING } } },
            { deliveries: { some: { storeId, ...underWay() } } },
          ],
        },
      ],
      storeId,
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 5,
    select: facts(),
  });
  if (!own) return [];
  const block = (kind: ErasureBlock["kind"], { id, reference }: { id: string; reference: string }): ErasureBlock => ({
    ...{ kind, reference, requestId: id },
  });
  const ofData = (request: typeof own | (typeof others)[number]) => [
    ...(request.exports.length > 0 ? [block("export", request)] : []),
    ...(request.deliveries.length > 0 ? [block("delivery", request)] : []),
  ];
  return [
    ...(own.erasureHold ? [block("held", own)] : []),
    ...(own.matchingSince ? [block("searching", own)] : []),
    ...(isChanged(own.records, subject) ? [block("changed", own)] : []),
    ...ofData(own),
    ...others.flatMap((request) => (request.state === "open" ? [block("request", request)] : ofData(request))),
  ];
}

function isChanged(
  linked: { source: string; record: string }[],
  { customerIds, orderIds, liveRecords }: ErasureSubject,
): boolean {
  const imported = [...customerIds.map(customerRecord), ...orderIds.map(orderRecord)];
  const known = [...imported.map((record) => ({ source: RECORDS_SOURCE, record })), ...liveRecords];
  const keys = new Set(known.map(({ source, record }) => `${source} ${record}`));
  return linked.length !== keys.size || !linked.every(({ source, record }) => keys.has(`${source} ${record}`));
}

/** Deliveries that may still reach the customer: the active states of lib/delivery, which is a floor above. */
function underWay() {
  const state = { in: ["awaiting_approval", "preparing", "live"] satisfies DeliveryState[] };
  return { state, OR: [{ expiresAt: null }, { expiresAt: unexpired() }] };
}

const RUNNING = { state: { in: ["queued", "collecting"] satisfies ExportState[] } };

function facts() {
  return {
    ...{ id: true, reference: true, state: true },
    exports: { where: RUNNING, take: 1, select: { id: true } },
    deliveries: { where: underWay(), take: 1, select: { id: true } },
  };
}
