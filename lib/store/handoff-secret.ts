import { wrapSecret } from "@/lib/crypto";
import { prisma } from "@/lib/database";
import type { Actor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { createToken } from "@/lib/token";

/** What a store's hand-off secret is bound to where it is wrapped (`wrapSecret`): it decrypts as no other store's. */
export function handoffPurpose(storeId: string): string {
  return `store:${storeId}:handoff`;
}

/**
 * Makes a new secret of the store's signed hand-off, in place of the one before, which no longer
 * signs anybody in.
 * @returns the secret, whose characters are the HS256 key. It is not shown again.
 */
export async function createHandoffSecret(storeId: string, actor: Actor): Promise<string> {
  const secret = createToken();
  const handoffSecret = wrapSecret(Buffer.from(secret), handoffPurpose(storeId));
  await prisma().$transaction(async (transaction) => {
    await transaction.store.update({ where: { id: storeId }, data: { handoffSecret }, select: { id: true } });
    await recordEvent(transaction, { storeId, type: "handoff_secret_made", actor });
  });
  return secret;
}
