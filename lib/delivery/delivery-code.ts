import { v7 as uuidv7 } from "uuid";
import { keyedHash } from "@/lib/crypto";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import { recordEvent } from "@/lib/event/record-event";
import { unexpired } from "@/lib/expiry";
import { limitRate } from "@/lib/http/rate-limit";
import type { Visitor } from "./client-info";
import { findDeliveryLink } from "./delivery-link";
import { CODE_LIFETIME_MINUTES, MAX_CODES_PER_DAY, MAX_DOWNLOADS } from "./delivery-policy";
import { lockLiveDelivery } from "./lock-delivery";
import { createDigits } from "./six-digits";

/**
 * Requests a code, which goes to the request's verified address and nowhere else. The worker makes it when it sends it.
 * @throws UserError "rateLimited", "linkInvalid" for an unknown link, "deliveryOver" for one that opens nothing (any
 * more), "downloadsUsedUp", "codesUsedUp" after five in 24 hours.
 */
export async function requestCode({
  storeId,
  token,
  rateLimitKey,
  client,
}: Visitor & { token: string }): Promise<void> {
  await limitRate("deliveryFormByAddress", rateLimitKey);
  const deliveryId = await findDeliveryLink(storeId, token);
  if (!deliveryId) throw new UserError("linkInvalid");
  await prisma().$transaction(async (transaction) => {
    const { requestId, downloads } = await lockLiveDelivery(transaction, storeId, deliveryId);
    if (downloads >= MAX_DOWNLOADS) throw new UserError("downloadsUsedUp");
    const dayAgo = new Date(Date.now() - 24 * 3600 * 1000);
    const sent = await transaction.deliveryCode.count({ where: { storeId, deliveryId, createdAt: { gt: dayAgo } } });
    if (sent >= MAX_CODES_PER_DAY) throw new UserError("codesUsedUp");
    const codeId = uuidv7();
    await transaction.deliveryCode.create({ data: { storeId, id: codeId, deliveryId }, select: { id: true } });
    await recordEvent(transaction, {
      ...{ storeId, requestId, type: "delivery_code_requested", actor: { kind: "customer" } },
      data: { deliveryId, codeId, ...client },
    });
  });
}

/**
 * Makes the six digits of a code that was requested, at the moment of sending; only their hash is kept, and their ten
 * minutes run from here. Sending again makes new ones.
 * @returns the digits, or undefined when there is nothing for them to open (any more).
 */
export async function mintDeliveryCode(storeId: string, codeId: string): Promise<string | undefined> {
  const code = createDigits();
  const now = new Date();
  const { count } = await prisma().deliveryCode.updateMany({
    where: { storeId, id: codeId, usedAt: null, delivery: { state: "live", expiresAt: unexpired(now) } },
    data: {
      codeHash: keyedHash(code, codePurpose(storeId, codeId)),
      expiresAt: new Date(now.getTime() + CODE_LIFETIME_MINUTES * 60_000),
    },
  });
  return count === 1 ? code : undefined;
}

/** What a code's hash is bound to. */
export function codePurpose(storeId: string, codeId: string): string {
  return `store:${storeId}:delivery-code:${codeId}`;
}
