import { prisma, type Transaction } from "@/lib/database";
import type { MerchantActor } from "@/lib/event/event-types";
import { unexpired } from "@/lib/expiry";
import { redactionSchema } from "@/lib/section/redaction";
import { listRedactions } from "./list-redactions";
import { lockOriginal } from "./lock-original";
import { isOutdated, orderReviewedCopy } from "./order-reviewed-copy";

interface Original {
  storeId: string;
  exportId: string;
}

/**
 * What the customer would get if an export were delivered now: its reviewed copy, built where there is none as of now, or
 * the export itself where nothing is redacted. An earlier preview that nobody was sent goes with the next clean-up.
 * @returns the copy, which may still be building.
 * @throws UserError "exportGone" where the store has no such export, it is a copy itself, or it has expired.
 */
export async function previewCopy(target: Original & { actor: MerchantActor }): Promise<{ exportId: string }> {
  const { storeId, exportId, actor } = target;
  return await prisma().$transaction(async (transaction) => {
    await lockOriginal(transaction, target);
    const current = await findCurrentCopy(target, transaction);
    if (current) return { exportId: current };
    await expirePreviews(transaction, target);
    return await orderReviewedCopy(transaction, { storeId, exportId, actor, outdated: true });
  });
}

/** Lets the ready copies of an export expire that no delivery needs. */
async function expirePreviews(transaction: Transaction, { storeId, exportId }: Original): Promise<void> {
  const copies = await transaction.export.findMany({
    where: { storeId, reviewOfId: exportId, state: "ready" },
    select: { id: true },
  });
  const ids = copies.map(({ id }) => id);
  const delivered = await transaction.delivery.findMany({
    where: { storeId, exportId: { in: ids } },
    select: { exportId: true },
  });
  const kept = new Set(delivered.map((delivery) => delivery.exportId));
  await transaction.export.updateMany({
    where: { storeId, id: { in: ids.filter((id) => !kept.has(id)) } },
    data: { expiresAt: new Date() },
  });
}

/** The newest copy of an export, or the export itself, if that is what would be delivered now; else undefined. */
export async function findCurrentCopy(
  { storeId, exportId }: Original,
  transaction: Transaction = prisma(),
): Promise<string | undefined> {
  const redactions = (await listRedactions({ storeId, exportId }, transaction)).map((made) =>
    redactionSchema.parse(made),
  );
  const confirmed = await transaction.store.findUniqueOrThrow({
    where: { id: storeId },
    select: { informationConfirmedAt: true, ownTextsConfirmedAt: true },
  });
  const original = await transaction.export.findFirst({
    where: { storeId, id: exportId, reviewOfId: null },
    select: { startedAt: true },
  });
  if (!original) return undefined;
  if (redactions.length === 0 && !isOutdated(original.startedAt, confirmed)) return exportId;
  const copy = await transaction.export.findFirst({
    where: {
      ...{ storeId, reviewOfId: exportId, state: { in: ["queued", "collecting", "ready"] } },
      OR: [{ expiresAt: null }, { expiresAt: unexpired() }],
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { id: true, redactions: true, createdAt: true },
  });
  if (!copy || isOutdated(copy.createdAt, confirmed)) return undefined;
  const left = JSON.stringify(redactionSchema.array().parse(copy.redactions));
  return left === JSON.stringify(redactions) ? copy.id : undefined;
}
