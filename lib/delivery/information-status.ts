import { prisma, type Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";

/**
 * How far the information that comes with each copy (GDPR Art. 15(1), (2)) is: "confirmed" by an owner; a "draft", which
 * a store that has delivered before may still send; or "missing" where nothing has been delivered yet.
 */
export type InformationStatus = "confirmed" | "draft" | "missing";

/** @param transaction the caller's, if any. */
export async function informationStatus(
  storeId: string,
  transaction: Transaction = prisma(),
): Promise<InformationStatus> {
  const { informationConfirmedAt } = await transaction.store.findUniqueOrThrow({
    where: { id: storeId },
    select: { informationConfirmedAt: true },
  });
  if (informationConfirmedAt) return "confirmed";
  // Only an archive is ever started: what was delivered without Dossier's does not count.
  const started = { storeId, startedAt: { not: null } };
  return (await transaction.delivery.findFirst({ where: started, select: { id: true } })) ? "draft" : "missing";
}

/** @throws UserError "informationUnconfirmed" where a store would deliver its first archive with nothing but drafts. */
export async function requireInformation(storeId: string, transaction: Transaction): Promise<void> {
  if ((await informationStatus(storeId, transaction)) === "missing") throw new UserError("informationUnconfirmed");
}
