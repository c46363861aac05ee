import type { Transaction } from "@/lib/database";
import { unexpired } from "@/lib/expiry";

/** The newest ready export of a request that was begun after another one: it is what a delivery takes. */
export async function findReplacing(
  client: Pick<Transaction, "export">,
  { storeId, requestId, createdAt }: { storeId: string; requestId: string; createdAt: Date },
): Promise<string | undefined> {
  const later = { createdAt: { gt: createdAt }, state: "ready", expiresAt: unexpired() } as const;
  const newest = await client.export.findFirst({
    where: { storeId, requestId, reviewOfId: null, ...later },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { id: true },
  });
  return newest?.id;
}
