import { validate } from "uuid";
import { prisma } from "@/lib/database";
import type { BulkAct, BulkState } from "@/prisma/generated/client";
import type { BulkTarget } from "./bulk-act";

/** An act; null for one that the store does not have. */
export async function findBulk({ storeId, bulkId }: BulkTarget): Promise<BulkAct | null> {
  if (!validate(bulkId)) return null;
  return await prisma().bulkAct.findUnique({ where: { storeId_id: { storeId, id: bulkId } } });
}

/** How far an act, or its undoing, is. */
export interface BulkProgress {
  state: BulkState;
  settled: number;
  total: number;
}

/** Undefined for an act that the store does not have. */
export async function readBulkProgress({ storeId, bulkId }: BulkTarget): Promise<BulkProgress | undefined> {
  const act = await prisma().bulkAct.findUnique({
    where: { storeId_id: { storeId, id: bulkId } },
    select: { state: true },
  });
  if (!act) return undefined;
  const items = { storeId, bulkActId: bulkId };
  const undoing = act.state === "undoing";
  const total = await prisma().bulkItem.count({ where: { ...items, ...(undoing && { outcome: "done" }) } });
  const left = undoing ? { outcome: "done", undoOutcome: null } : { outcome: null };
  return {
    state: act.state,
    settled: total - (await prisma().bulkItem.count({ where: { ...items, ...left } })),
    total,
  };
}

/** How many requests of an act a page lists. */
export const LEFT_OUT_ROWS = 100;

/**
 * The requests that an act, or its undoing, left out, each with why.
 * @param skip how many to skip.
 */
export async function listLeftOut(
  { storeId, bulkId }: BulkTarget,
  column: "outcome" | "undoOutcome",
  skip: number,
): Promise<{ id: string; reference: string; person: string; outcome: string }[]> {
  const items = await prisma().bulkItem.findMany({
    where: { storeId, bulkActId: bulkId, [column]: { not: "done" } },
    orderBy: [{ [column]: "asc" }, { requestId: "asc" }],
    ...{ skip, take: LEFT_OUT_ROWS },
    select: {
      outcome: true,
      undoOutcome: true,
      request: { select: { id: true, reference: true, customerName: true, email: true } },
    },
  });
  return items.map(({ request: { customerName, email, ...request }, ...item }) => ({
    ...request,
    person: customerName ?? email ?? "",
    outcome: item[column] ?? "",
  }));
}

/** How many of an act's requests would get an email: those that wait for the proof of an address. */
export async function countToAsk({ storeId, bulkId }: BulkTarget): Promise<number> {
  return await prisma().bulkItem.count({
    where: {
      ...{ storeId, bulkActId: bulkId },
      request: { email: { not: null }, OR: [{ state: "unverified" }, { state: "open", emailVerified: false }] },
    },
  });
}
