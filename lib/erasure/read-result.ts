import { prisma } from "@/lib/database";
import { orderKeeping, orderKeepingColumns } from "@/lib/store/order-keeping";
import type { ErasureTarget } from "./lock-request";
import { type ErasedRows, erasedRows, sumRows } from "./plan-erasure";

/** What came of an erasure, as its letter tells it. */
export interface ErasureResult {
  /** What Dossier held. */
  rows: ErasedRows;
  /** What the other systems are called in which the person was erased. */
  elsewhere: string[];
  /** What they keep, in their own words. */
  retained: { title: string; items: string[] }[];
  /** Those that will erase by themselves. */
  queued: string[];
  /** For how many years the store keeps orders, and by which law. */
  keeping: { years: number; statute: string | null };
}

/** Reads what came of an erasure; null where there is none. */
export async function readErasureResult(target: ErasureTarget): Promise<ErasureResult | null> {
  const steps = await prisma().erasureStep.findMany({ where: target, orderBy: { number: "asc" } });
  if (steps.length === 0) return null;
  const store = await prisma().store.findUniqueOrThrow({
    where: { id: target.storeId },
    select: orderKeepingColumns,
  });
  const { years, statute } = orderKeeping(store);
  const titled = steps.flatMap(({ title, ...step }) => (title === null ? [] : [{ ...step, title }]));
  const titlesOf = (state: string) => titled.filter((step) => step.state === state).map(({ title }) => title);
  return {
    rows: sumRows(steps.map(({ rows }) => erasedRows.parse(rows))),
    elsewhere: [...new Set([...titlesOf("done"), ...titlesOf("retained")])],
    retained: titled.flatMap(({ title, retained }) => (retained.length > 0 ? [{ title, items: retained }] : [])),
    queued: [...new Set(titlesOf("queued"))],
    keeping: { years, statute },
  };
}
