import type { Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { ExportState } from "@/prisma/generated/client";

/**
 * Locks the links of an open request for the caller's transaction, so that no export of other records begins meanwhile.
 * @param unless the states of an export in which they may not change.
 * @throws UserError "invalid" for a request that is not the store's, "alreadyClosed", "exportRunning".
 */
export async function lockLinks(
  transaction: Transaction,
  { storeId, requestId, unless }: { storeId: string; requestId: string; unless: ExportState[] },
) {
  await transaction.$queryRaw`SELECT 1 FROM request WHERE store_id = ${storeId}::uuid AND id = ${requestId}::uuid FOR UPDATE`;
  const request = await transaction.request.findFirst({
    where: { storeId, id: requestId },
    select: {
      reference: true,
      email: true,
      phone: true,
      state: true,
      customerId: true,
      exports: { where: { state: { in: unless } }, take: 1, select: { id: true } },
    },
  });
  if (!request) throw new UserError("invalid");
  if (request.state !== "open") throw new UserError("alreadyClosed");
  if (request.exports.length > 0) throw new UserError("exportRunning");
  return request;
}
