import { validate } from "uuid";
import type { Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";

/**
 * Holds one of a store's exports while its redactions change: so a delivery either is made with the
 * change or was made before it.
 * @throws UserError "exportGone" unless it is ready, its bytes are there, and it is no reviewed copy.
 */
export async function lockOriginal(
  transaction: Transaction,
  { storeId, exportId }: { storeId: string; exportId: string },
): Promise<{ requestId: string }> {
  if (!validate(exportId)) throw new UserError("exportGone");
  const [found] = await transaction.$queryRaw<{ requestId: string }[]>`
    SELECT request_id AS "requestId" FROM export
     WHERE store_id = ${storeId}::uuid AND id = ${exportId}::uuid AND review_of_id IS NULL
       AND state = 'ready' AND expires_at > now()
       FOR UPDATE`;
  if (!found) throw new UserError("exportGone");
  return found;
}
