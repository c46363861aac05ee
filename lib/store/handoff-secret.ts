import { wrapSecret } from "@/lib/crypto";
import { prisma } from "@/lib/database";
import type { Actor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { createToken } from "@/lib/token";

/** What a store's hand-off secret is bound to where it is wrapped (`wrapSecret`): it cannot be decrypted as another store's. */
export function handoffPurpose(storeId: string): string {
  return `store:${storeId}:handoff`;
}

/**
 * Creates a new secret for the store's signed hand-off. It replaces the previous one, which no longer
 * signs anyone in.
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
