import { validate } from "uuid";
import type { Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import { unexpired } from "@/lib/expiry";

/**
 * Locks one of a store's exports while its redactions change: a delivery is then made either before or after the change.
 * @throws UserError "exportGone" unless it is ready, has not expired, and is not a reviewed copy.
 */
export async function lockOriginal(
  transaction: Transaction,
  { storeId, exportId }: { storeId: string; exportId: string },
): Promise<{ requestId: string }> {
  if (!validate(exportId)) throw new UserError("exportGone");
  // Raw, since Prisma has no locks.
  await transaction.$queryRaw`
    SELECT 1 FROM export WHERE store_id = ${storeId}::uuid AND id = ${exportId}::uuid FOR UPDATE`;
  const found = await transaction.export.findFirst({
    where: { storeId, id: exportId, reviewOfId: null, state: "ready", expiresAt: unexpired() },
    select: { requestId: true },
  });
  if (!found) throw new UserError("exportGone");
  return found;
}
