import { addressFreeSince } from "@/lib/customer/by-address";
import { customerRecord, RECORDS_SOURCE } from "@/lib/customer/record-names";
import { prisma } from "@/lib/database";
import { storedForms } from "@/lib/email-address";
import type { Prisma, RequestType } from "@/prisma/generated/client";

/** A person's open request, which a further wish of theirs joins. */
export interface OpenRequest {
  id: string;
  reference: string;
  /** When its address was verified; null where it was not. */
  verifiedAt: Date | null;
  /** Whether the customer's record is linked to it already. */
  linked: boolean;
}

/**
 * The open request of a customer, to be joined instead of making a second one: one that their record is linked to, or one
 * of no other customer whose proved address is the account's, now or when it was proved. A request under an address that
 * nobody proved is anybody's, and is never one. Of several the proved one, of these the one that is due first.
 * @returns undefined where there is none, and for a customer that is not the store's.
 */
export async function findOpenRequest({
  storeId,
  customerId,
  type,
}: {
  storeId: string;
  customerId: string;
  type: RequestType;
}): Promise<OpenRequest | undefined> {
  const customer = await prisma().customer.findUnique({
    where: { storeId_id: { storeId, id: customerId } },
    select: { emailNormalized: true, formerAddresses: { select: { emailNormalized: true, confirmedUntil: true } } },
  });
  if (!customer) return undefined;
  const { emailNormalized, formerAddresses } = customer;
  const record = { storeId, source: RECORDS_SOURCE, record: customerRecord(customerId) };
  const own: Prisma.RequestWhereInput[] = [{ customerId }, { customerId: null, linkedRecords: { some: record } }];
  if (emailNormalized) {
    // What was proved before another account gave the address up is that account's.
    const freeSince = await addressFreeSince(storeId, emailNormalized);
    own.push({ ...provedUnder(emailNormalized), verifiedAt: freeSince ? { gt: freeSince } : { not: null } });
  }
  for (const former of formerAddresses)
    own.push({ ...provedUnder(former.emailNormalized), verifiedAt: { lte: former.confirmedUntil } });
  const found = await prisma().request.findFirst({
    where: { storeId, type, state: "open", OR: own },
    orderBy: [{ emailVerified: "desc" }, { dueAt: "asc" }, { id: "asc" }],
    select: { id: true, reference: true, emailVerified: true, verifiedAt: true, customerId: true },
  });
  if (!found) return undefined;
  const { id, reference, emailVerified, verifiedAt } = found;
  return { id, reference, verifiedAt: emailVerified ? verifiedAt : null, linked: found.customerId !== null };
}

function provedUnder(emailNormalized: string) {
  return { customerId: null, emailVerified: true, emailNormalized: { in: storedForms(emailNormalized) } };
}
