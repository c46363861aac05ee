import { validate } from "uuid";
import type { Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import { unexpired } from "@/lib/expiry";
import { findReplacing } from "@/lib/export/find-replacing";

/**
 * Locks one of a store's exports while its redactions change: a delivery is then made either before or after the change.
 * @throws UserError "exportGone" unless it is ready, has not expired, and is not a reviewed copy.
 */
export async function lockOriginal(
  transaction: Transaction,
  { storeId, exportId }: { storeId: string; exportId: string },
): Promise<{ requestId: string; createdAt: Date }> {
  if (!validate(exportId)) throw new UserError("exportGone");
  // Raw, since Prisma has no locks.
  await transaction.$queryRaw`
    SELECT 1 FROM export WHERE store_id = ${storeId}::uuid AND id = ${exportId}::uuid FOR UPDATE`;
  const found = await transaction.export.findFirst({
    where: { storeId, id: exportId, reviewOfId: null, state: "ready", expiresAt: unexpired() },
    select: { requestId: true, createdAt: true },
  });
  if (!found) throw new UserError("exportGone");
  return found;
}

/**
 * As `lockOriginal`, for a new redaction: in an export that a later one has replaced it would withhold nothing.
 * @throws UserError "exportGone" as that does, "exportReplaced".
 */
export async function lockForRedaction(transaction: Transaction, target: { storeId: string; exportId: string }) {
  const { requestId, createdAt } = await lockOriginal(transaction, target);
  const replacing = await findReplacing(transaction, { storeId: target.storeId, requestId, createdAt });
  if (replacing) throw new UserError("exportReplaced");
  return { requestId };
}
