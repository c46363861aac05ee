import { z } from "zod";
import { addressFreeSince } from "@/lib/customer/by-address";
import { customerRecord, RECORDS_SOURCE } from "@/lib/customer/record-names";
import { prisma } from "@/lib/database";
import { storedForms } from "@/lib/email-address";
import { subjectOfRequest } from "@/lib/subject/subject-of-request";
import type { Prisma, Request } from "@/prisma/generated/client";

/** Whose data an erasure is about, as its plan keeps it until the request itself is reduced. */
export const erasureSubject = z.object({
  customerIds: z.array(z.string()),
  orderIds: z.array(z.string()),
  liveRecords: z.array(z.object({ source: z.string(), record: z.string() })),
  /** Addresses that are theirs, in each form under which rows may hold them. */
  emails: z.array(z.string()),
  /** Since when these are: what is older is of an account that gave one of them up. */
  emailsSince: z.iso.datetime().nullable(),
  personKey: z.string(),
  /** Their accounts, by the ids that sessions know; the source is null for the imported records. */
  accounts: z.array(z.object({ source: z.string().nullable(), id: z.string() })),
  openid: z.array(z.object({ issuer: z.string(), subject: z.string() })),
});

export type ErasureSubject = z.infer<typeof erasureSubject>;

/** Whose data a request asks to erase: what an export of it would hold, and the person's accounts. */
export async function readErasureSubject(request: Request): Promise<ErasureSubject> {
  const { storeId, id: requestId, personKey } = request;
  const { customerIds, orderIds = [], liveRecords = [], emails: proved } = await subjectOfRequest(request);
  const emails = [...new Set(proved.flatMap(storedForms))];
  const since = await Promise.all(proved.map((email) => addressFreeSince(storeId, email)));
  const given = since.flatMap((at) => at ?? []).sort((one, other) => other.getTime() - one.getTime());
  const identities = await prisma().requestIdentity.findMany({
    where: { storeId, requestId, kind: { in: ["platform_id", "openid_subject"] }, proof: { not: null } },
    select: { kind: true, source: true, value: true },
  });
  const customers = await prisma().customer.findMany({
    where: { storeId, id: { in: customerIds }, platformId: { not: null } },
    select: { platformId: true },
  });
  const { platformCustomerId, platformSource } = request;
  const accounts = [
    ...(platformCustomerId ? [{ source: platformSource, id: platformCustomerId }] : []),
    ...customers.map(({ platformId }) => ({ source: null, id: platformId ?? "" })),
    ...identities.filter(({ kind }) => kind === "platform_id").map(({ source, value }) => ({ source, id: value })),
  ].map(({ source, id }) => ({ source: source === RECORDS_SOURCE ? null : source, id }));
  return {
    ...{ customerIds, orderIds, liveRecords, emails, emailsSince: given[0]?.toISOString() ?? null, personKey },
    accounts: [...new Map(accounts.map((one) => [`${one.source} ${one.id}`, one])).values()],
    openid: identities
      .filter(({ kind }) => kind === "openid_subject")
      .map(({ source, value }) => ({ issuer: source, subject: value })),
  };
}

/**
 * The person's other requests: under an address of theirs that its request proved or has to prove, under one that staff
 * entered, of one of their accounts, and about one of their records.
 */
export function otherRequests(
  storeId: string,
  requestId: string,
  { emails, emailsSince, personKey, accounts, customerIds, liveRecords }: ErasureSubject,
): Prisma.RequestWhereInput {
  const records = [
    ...customerIds.map((id) => ({ source: RECORDS_SOURCE, record: customerRecord(id) })),
    ...liveRecords.map(({ source, record }) => ({ source, record })),
  ];
  const since = emailsSince ? { createdAt: { gt: new Date(emailsSince) } } : {};
  const whose: Prisma.RequestWhereInput[] = [
    { personKey },
    ...(emails.length > 0
      ? [
          {
            emailNormalized: { in: emails },
            ...since,
            OR: [{ personKey: { startsWith: "email:" } }, { source: "staff" as const }],
          },
        ]
      : []),
    ...accounts.map(({ source, id }) => ({ platformCustomerId: id, platformSource: source })),
    ...(records.length > 0 ? [{ records: { some: { storeId, state: "accepted" as const, OR: records } } }] : []),
  ];
  return { storeId, id: { not: requestId }, OR: whose };
}
