import { prisma } from "@/lib/database";
import { recordEvent } from "@/lib/event/record-event";
import type { CustomerIdentity } from "./customer-session";
import { verifyHandoff } from "./verify-handoff";

/**
 * Uses a hand-off up. The caller starts the session.
 * @returns who the store says that they are; undefined when the token is not valid, or was used.
 */
export async function signInByHandoff(storeId: string, token: string): Promise<CustomerIdentity | undefined> {
  const handoff = await verifyHandoff(storeId, token);
  if (!handoff) return undefined;
  const { identity, jti, expiresAt } = handoff;
  return await prisma().$transaction(async (transaction) => {
    // Of two at once the index lets one in.
    const { count } = await transaction.usedHandoff.createMany({
      data: [{ storeId, jti, expiresAt }],
      skipDuplicates: true,
    });
    if (count === 0) return undefined;
    const signedIn = { storeId, type: "customer_signed_in", data: { by: "handoff" } } as const;
    await recordEvent(transaction, { ...signedIn, actor: { kind: "customer" } });
    return identity;
  });
}
