import { matchesKeyedHash } from "@/lib/crypto";
import { prisma, type Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import { recordEvent } from "@/lib/event/record-event";
import { unexpired } from "@/lib/expiry";
import { limitRate } from "@/lib/http/rate-limit";
import type { ClientInfo, Visitor } from "./client-info";
import { type OpenedAccess, openAccess } from "./delivery-access";
import { codePurpose } from "./delivery-code";
import { findDeliveryLink } from "./delivery-link";
import { MAX_TRIES_PER_CODE, MAX_WRONG_CODES } from "./delivery-policy";
import { moveDelivery } from "./delivery-status";
import { type LockedDelivery, lockLiveDelivery } from "./lock-delivery";
import { readDigits } from "./six-digits";

/**
 * Opens a delivery by its code. A code works once: of two browsers that enter it at once, one gets in. A wrong try counts
 * against every live code of the delivery, and the fifteenth in the link's life revokes it.
 * @param token the link's.
 * @param code as it was typed.
 * @throws UserError "rateLimited", "linkInvalid" for an unknown link, "deliveryOver", "codeWrong", "codeOver" where no
 * code is live (any more), "downloadsUsedUp".
 */
export async function enterCode({
  storeId,
  token,
  code,
  rateLimitKey,
  client,
}: Visitor & { token: string; code: string }): Promise<OpenedAccess> {
  await limitRate("deliveryFormByAddress", rateLimitKey);
  const deliveryId = await findDeliveryLink(storeId, token);
  if (!deliveryId) throw new UserError("linkInvalid");
  const digits = readDigits(code);
  // It costs no try.
  if (!digits) throw new UserError("codeWrong");
  // A wrong try must be kept, so its error is thrown after the transaction.
  const result = await prisma().$transaction(async (transaction) => {
    const delivery = await lockLiveDelivery(transaction, storeId, deliveryId);
    const live = await countTry(transaction, delivery);
    if (live.length === 0) throw new UserError("codeOver");
    // All are compared, whichever matches.
    const [match] = live.filter(({ id, codeHash }) =>
      matchesKeyedHash(codeHash ?? new Uint8Array(), digits, codePurpose(storeId, id)),
    );
    if (!match) return await refuse(transaction, delivery, client);
    await transaction.deliveryCode.updateMany({ where: { storeId, id: match.id }, data: { usedAt: new Date() } });
    return await openAccess(transaction, delivery, client);
  });
  if (typeof result === "string") throw new UserError(result);
  return result;
}

/** Counts a try against every live code. @returns those. */
async function countTry(transaction: Transaction, { storeId, id: deliveryId }: LockedDelivery) {
  return await transaction.deliveryCode.updateManyAndReturn({
    where: {
      ...{ storeId, deliveryId, usedAt: null, codeHash: { not: null } },
      ...{ expiresAt: unexpired(), tries: { lt: MAX_TRIES_PER_CODE } },
    },
    data: { tries: { increment: 1 } },
    select: { id: true, codeHash: true },
  });
}

/** Keeps a wrong try, and revokes the delivery when it was one too many. */
async function refuse(transaction: Transaction, delivery: LockedDelivery, client: ClientInfo) {
  const { storeId, requestId, id: deliveryId } = delivery;
  const wrongCodes = delivery.wrongCodes + 1;
  await transaction.delivery.updateMany({ where: { storeId, id: deliveryId }, data: { wrongCodes } });
  const data = { deliveryId, ...client };
  await recordEvent(transaction, {
    storeId,
    requestId,
    type: "delivery_code_wrong",
    actor: { kind: "customer" },
    data,
  });
  if (wrongCodes < MAX_WRONG_CODES) return "codeWrong" as const;
  await moveDelivery(transaction, delivery, "revoke", { actor: { kind: "system" }, data: { reason: "wrong_codes" } });
  return "deliveryOver" as const;
}
