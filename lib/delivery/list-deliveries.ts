import { validate } from "uuid";
import { prisma } from "@/lib/database";
import { currentState } from "@/lib/expiry";

/** A request's deliveries, newest first: at most one is active. None for another store's request. */
export async function listDeliveries({ storeId, requestId }: { storeId: string; requestId: string }) {
  if (!validate(requestId)) return [];
  const rows = await prisma().delivery.findMany({
    where: { storeId, requestId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 50,
  });
  const now = new Date();
  return rows.map((row) => ({ ...row, state: currentState(row, now) }));
}

export type ListedDelivery = Awaited<ReturnType<typeof listDeliveries>>[number];
