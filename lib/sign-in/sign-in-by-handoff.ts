import { prisma } from "@/lib/database";
import { recordEvent } from "@/lib/event/record-event";
import { openAccountHandoff } from "./account-handoff";
import type { CustomerIdentity } from "./customer-session";
import { type Handoff, isUsed, readHandoff } from "./read-handoff";

/**
 * Uses up a hand-off. The caller starts the session.
 * @returns the customer's identity according to the store; undefined if the token is invalid or was used.
 */
export async function signInByHandoff(storeId: string, token: string): Promise<CustomerIdentity | undefined> {
  const handoff = await verifyHandoff(storeId, token);
  if (!handoff) return undefined;
  const { identity, jti, expiresAt } = handoff;
  return await prisma().$transaction(async (transaction) => {
    // If two arrive at the same time, the index admits one.
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

/**
 * Reads a hand-off: the store's, as `readHandoff` does, or one made by `createAccountHandoff` that nobody has used. Does not use
 * it up.
 * @returns undefined for any other, whatever is wrong with it.
 */
export async function verifyHandoff(storeId: string, token: string): Promise<Handoff | undefined> {
  const ofAccount = openAccountHandoff(storeId, token);
  if (!ofAccount) return (await readHandoff(storeId, token)).handoff;
  return (await isUsed(storeId, ofAccount.jti)) ? undefined : ofAccount;
}
