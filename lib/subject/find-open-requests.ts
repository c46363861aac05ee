import { addressFreeSince } from "@/lib/customer/by-address";
import { customerRecord, isAbout, isAboutNobody, RECORDS_SOURCE } from "@/lib/customer/record-names";
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

// More are a mistake; a member of the store chooses one of them.
const MAX_REQUESTS = 10;

/**
 * The open requests of a customer, one of which is joined instead of making another: those that their record is linked to,
 * and those of no other customer whose proved address is the account's, now or when it was proved. A request under an
 * address that nobody proved is anybody's, and is never one. The proved ones come first, of these the one that is due first.
 * @returns none for a customer that is not the store's.
 */
export async function findOpenRequests({
  storeId,
  customerId,
  type,
}: {
  storeId: string;
  customerId: string;
  type: RequestType;
}): Promise<OpenRequest[]> {
  const customer = await prisma().customer.findUnique({
    where: { storeId_id: { storeId, id: customerId } },
    select: { emailNormalized: true, formerAddresses: { select: { emailNormalized: true, confirmedUntil: true } } },
  });
  if (!customer) return [];
  const { emailNormalized, formerAddresses } = customer;
  const own: Prisma.RequestWhereInput[] = [isAbout(storeId, customerId)];
  const provedUnder = (address: string) => ({
    ...isAboutNobody(storeId),
    emailVerified: true,
    emailNormalized: { in: storedForms(address) },
  });
  if (emailNormalized) {
    // What was proved before another account gave the address up is that account's.
    const freeSince = await addressFreeSince(storeId, emailNormalized);
    own.push({ ...provedUnder(emailNormalized), verifiedAt: freeSince ? { gt: freeSince } : { not: null } });
  }
  for (const former of formerAddresses)
    own.push({ ...provedUnder(former.emailNormalized), verifiedAt: { lte: former.confirmedUntil } });
  const found = await prisma().request.findMany({
    where: { storeId, type, state: "open", OR: own },
    orderBy: [{ emailVerified: "desc" }, { dueAt: "asc" }, { id: "asc" }],
    take: MAX_REQUESTS,
    select: {
      ...{ id: true, reference: true, emailVerified: true, verifiedAt: true },
      records: {
        where: { source: RECORDS_SOURCE, record: customerRecord(customerId), state: "accepted" },
        take: 1,
        select: { record: true },
      },
    },
  });
  return found.map(toOpen);
}

/** The key of a request that the store's staff made from the page of a live source's record: see lib/request/person-key.ts. */
export function liveRecordKey({ source, record }: { source: string; record: string }): string {
  return `record:${source}:${record}`;
}

/**
 * The open requests that a record of a live source is linked to, and the one that was made from its page where it was taken
 * from that since. The proved ones come first, of these the one that is due first.
 */
export async function findRequestsAbout({
  storeId,
  source,
  record,
  type,
}: {
  storeId: string;
  source: string;
  record: string;
  type: RequestType;
}): Promise<OpenRequest[]> {
  const link = { source, record, state: "accepted" } as const;
  const found = await prisma().request.findMany({
    where: {
      ...{ storeId, type, state: "open" },
      OR: [{ records: { some: { storeId, ...link } } }, { personKey: liveRecordKey({ source, record }) }],
    },
    orderBy: [{ emailVerified: "desc" }, { dueAt: "asc" }, { id: "asc" }],
    take: MAX_REQUESTS,
    select: {
      ...{ id: true, reference: true, emailVerified: true, verifiedAt: true },
      records: { where: link, take: 1, select: { record: true } },
    },
  });
  return found.map(toOpen);
}

function toOpen({
  id,
  reference,
  emailVerified,
  verifiedAt,
  records,
}: {
  id: string;
  reference: string;
  emailVerified: boolean;
  verifiedAt: Date | null;
  records: unknown[];
}): OpenRequest {
  return { id, reference, verifiedAt: emailVerified ? verifiedAt : null, linked: records.length > 0 };
}
