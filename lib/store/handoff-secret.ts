import { wrapSecret } from "@/lib/crypto";
import { prisma } from "@/lib/database";
import type { Actor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { createToken } from "@/lib/token";

/** What a store's hand-off secret is bound to where it is wrapped (`wrapSecret`): it cannot be decrypted as another store's. */
export function handoffPurpose(storeId: string): string {
  return `store:${storeId}:handoff`;
}

/** For how many hours a replaced secret may stay valid, while the shop changes over. */
export const handoffOverlapHours = [0, 24, 168, 720] as const;

/**
 * Creates a new secret for the store's signed hand-off. The one that it replaces signs customers in for
 * `overlapHours` more; the one before that no longer does.
 * @returns the secret, whose characters are the HS256 key. It is not shown again.
 */
export async function createHandoffSecret(storeId: string, actor: Actor, overlapHours = 0): Promise<string> {
  const secret = createToken();
  const handoffSecret = wrapSecret(Buffer.from(secret), handoffPurpose(storeId));
  await prisma().$transaction(async (transaction) => {
    // The lock keeps two new secrets made at once from both replacing the same one.
    await transaction.$queryRaw`SELECT id FROM store WHERE id = ${storeId}::uuid FOR UPDATE`;
    const store = await transaction.store.findUniqueOrThrow({
      where: { id: storeId },
      select: { handoffSecret: true },
    });
    const former =
      overlapHours > 0 && store.handoffSecret
        ? {
            formerHandoffSecret: store.handoffSecret,
            formerHandoffUntil: new Date(Date.now() + overlapHours * 3_600_000),
          }
        : { formerHandoffSecret: null, formerHandoffUntil: null };
    await transaction.store.update({
      where: { id: storeId },
      data: { handoffSecret, ...former },
      select: { id: true },
    });
    await recordEvent(transaction, { storeId, type: "handoff_secret_made", actor });
  });
  return secret;
}
