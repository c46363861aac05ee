import { matchesKeyedHash } from "@/lib/crypto";
import { prisma, type Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import { recordEvent } from "@/lib/event/record-event";
import { unexpired } from "@/lib/expiry";
import { limitRate } from "@/lib/http/rate-limit";
import { TRIES_A_CODE, WRONG_CODES_A_LINK } from "./delivery-policy";
import { standingOf } from "./delivery-standing";
import { moveDelivery } from "./delivery-status";
import { findDeliveryLink } from "./find-delivery-link";
import { type LockedDelivery, lockDelivery } from "./lock-delivery";
import { codePurpose } from "./mint-delivery-code";
import { type OpenedAccess, openAccess } from "./open-access";
import type { VisitorFacts } from "./visitor-facts";

/** One try at a code. */
interface Try {
  storeId: string;
  /** The link's. */
  token: string;
  /** As it was typed. */
  code: string;
  /** What rate limits count the visitor by. */
  block: string;
  visitor: VisitorFacts;
}

/**
 * Opens a delivery by its code. A code works once: of two browsers that enter it at once one gets in.
 * A wrong try counts against every live code of the delivery, and the fifteenth in the link's life
 * revokes it.
 * @throws UserError "rateLimited", "linkInvalid" for an unknown link, "deliveryOver", "codeWrong",
 * "codeOver" where no code is live (any more), "downloadsUsedUp".
 */
export async function enterCode({ storeId, token, code, block, visitor }: Try): Promise<OpenedAccess> {
  await limitRate("deliveryFormByAddress", block);
  const deliveryId = await findDeliveryLink(storeId, token);
  if (!deliveryId) throw new UserError("linkInvalid");
  const digits = code.replace(/[\s-]/g, "");
  // A slip of the finger, not a guess: it costs no try.
  if (!/^\d{6}$/.test(digits)) throw new UserError("codeWrong");
  // A wrong try must be kept, so that what it leads to is thrown after the transaction.
  const result = await prisma().$transaction(async (transaction) => {
    const delivery = await lockDelivery(transaction, storeId, deliveryId);
    if (!delivery || standingOf(delivery) !== "live") throw new UserError("deliveryOver");
    const live = await countTry(transaction, delivery);
    if (live.length === 0) throw new UserError("codeOver");
    // All are compared, whichever matches.
    const [match] = live.filter(({ id, codeHash }) =>
      matchesKeyedHash(codeHash ?? new Uint8Array(), digits, codePurpose(storeId, id)),
    );
    if (!match) return await refuse(transaction, delivery, visitor);
    await transaction.deliveryCode.updateMany({ where: { storeId, id: match.id }, data: { usedAt: new Date() } });
    return await openAccess(transaction, delivery, visitor);
  });
  if (typeof result === "string") throw new UserError(result);
  return result;
}

/** Counts a try against every live code. @returns those. */
async function countTry(transaction: Transaction, { storeId, id: deliveryId }: LockedDelivery) {
  return await transaction.deliveryCode.updateManyAndReturn({
    where: {
      storeId,
      deliveryId,
      usedAt: null,
      codeHash: { not: null },
      expiresAt: unexpired(),
      tries: { lt: TRIES_A_CODE },
    },
    data: { tries: { increment: 1 } },
    select: { id: true, codeHash: true },
  });
}

/** Keeps a wrong try, and revokes the delivery when it was one too many. */
async function refuse(transaction: Transaction, delivery: LockedDelivery, visitor: VisitorFacts) {
  const { storeId, requestId, id: deliveryId } = delivery;
  const wrongCodes = delivery.wrongCodes + 1;
  await transaction.delivery.updateMany({ where: { storeId, id: deliveryId }, data: { wrongCodes } });
  await recordEvent(transaction, {
    storeId,
    requestId,
    type: "delivery_code_wrong",
    actor: { kind: "customer" },
    data: { deliveryId, ...visitor },
  });
  if (wrongCodes < WRONG_CODES_A_LINK) return "codeWrong" as const;
  await moveDelivery(transaction, { storeId, requestId, deliveryId }, "revoke", {
    actor: { kind: "system" },
    data: { reason: "wrong_codes" },
  });
  return "deliveryOver" as const;
}
