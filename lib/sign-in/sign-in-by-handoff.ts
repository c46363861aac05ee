import { prisma } from "@/lib/database";
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
  // Of two at once the index lets one in.
  const { count } = await prisma().usedHandoff.createMany({
    data: [{ storeId, jti, expiresAt }],
    skipDuplicates: true,
  });
  return count === 1 ? identity : undefined;
}
