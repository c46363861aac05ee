import { prisma, type Transaction } from "@/lib/database";
import { enqueue } from "@/lib/queue/enqueue";
import type { IdentityIssuer, IdentityKind, IdentityProof, RequestType } from "@/prisma/generated/client";

/** What is known of a person who asks, and who says so. */
export interface Identity {
  kind: IdentityKind;
  /** The source that a platform's id belongs to; left out for what means the same in each. */
  source?: string;
  /** In its normal form. */
  value: string;
  issuer: IdentityIssuer;
  /** Null where nobody proved it. */
  proof: IdentityProof | null;
}

/**
 * Has the records of the person who asks be looked for after the caller's transaction: by what their request knew of them,
 * and by what is added now. Nothing is looked for in a transaction, since a source may be a platform elsewhere.
 * @param identities replace what was known of the same; one that nobody proved replaces none that was.
 */
export async function startMatching(
  transaction: Transaction,
  { storeId, requestId }: { storeId: string; requestId: string },
  identities: Identity[] = [],
): Promise<void> {
  const at = new Date();
  for (const { kind, source = "", value, proof } of identities)
    await transaction.requestIdentity.deleteMany({
      where: { storeId, requestId, kind, source, value, ...(proof === null && { proof }) },
    });
  if (identities.length > 0)
    await transaction.requestIdentity.createMany({
      data: identities.map((identity) => ({ storeId, requestId, ...identity, at })),
      skipDuplicates: true,
    });
  const where = { storeId, id: requestId };
  const data = { matchingSince: at };
  const [request] = await transaction.request.updateManyAndReturn({ where, data, select: { type: true } });
  await enqueue(transaction, "match-subject", { storeId, requestId });
  // On own records it takes effect before any source has answered.
  if (isObjection(request?.type)) await enqueue(transaction, "apply-objection", { storeId, requestId });
}

/** Whether what a request asks for takes effect at once: GDPR Art. 21(3), California Civil Code 1798.135(c)(4). */
export function isObjection(type: RequestType | undefined): boolean {
  return type === "objection" || type === "opt_out";
}

/** As `startMatching`, for a caller that looks for the records itself, at once. */
export async function reopenSearch({ storeId, requestId }: { storeId: string; requestId: string }): Promise<void> {
  await prisma().request.updateMany({
    where: { storeId, id: requestId, matchingSince: null },
    data: { matchingSince: new Date() },
  });
}
