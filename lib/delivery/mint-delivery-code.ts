import { randomInt } from "node:crypto";
import { keyedHash } from "@/lib/crypto";
import { prisma } from "@/lib/database";
import { unexpired } from "@/lib/expiry";
import { CODE_LIFETIME_MINUTES } from "./delivery-policy";

/**
 * Makes the six digits of a code that was asked for, at the moment of sending; only their hash is
 * kept, and their ten minutes run from here. Sending again makes new ones.
 * @returns the digits, or undefined when there is nothing for them to open (any more).
 */
export async function mintDeliveryCode(storeId: string, codeId: string): Promise<string | undefined> {
  const code = String(randomInt(1_000_000)).padStart(6, "0");
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
