import { customerRecord, orderOfRecord, RECORDS_SOURCE } from "@/lib/customer/record-names";
import { prisma } from "@/lib/database";
import { storedForms } from "@/lib/email-address";
import type { Subject } from "@/lib/source/source";
import type { IdentityCheck, RequestSource } from "@/prisma/generated/client";

interface RequestFacts {
  storeId: string;
  id: string;
  source: RequestSource;
  customerId: string | null;
  emailNormalized: string | null;
  emailVerified: boolean;
  identityCheck: IdentityCheck | null;
}

/**
 * Whether anything says whose data a request asks for: its customer, or an address that counts as theirs. One that staff
 * entered does once they have checked who the person is; nobody else's does without a proof.
 */
export function isSubjectKnown({
  customerId,
  email,
  ...request
}: Pick<RequestFacts, "source" | "customerId" | "emailVerified" | "identityCheck"> & {
  email: string | null;
}): boolean {
  return customerId !== null || (email !== null && countsAsTheirs(request));
}

function countsAsTheirs({
  source,
  emailVerified,
  identityCheck,
}: Pick<RequestFacts, "source" | "emailVerified" | "identityCheck">) {
  return emailVerified || (source === "staff" && identityCheck !== null);
}

/**
 * Whose data answers a request: the customer record that it belongs to, the address that goes with it, and the orders that
 * a member of the store linked. Guests' orders under an address belong to the person only where the address was proved, or
 * where the store's staff chose the customer and vouches for it, or entered the address for somebody whose identity they had
 * checked (see docs/decisions/004-whose-orders.md). An account that has given up the proved address since gets nothing by
 * it, which may be a stranger's now: where staff chose the account it is its present address, else what is tied to the
 * account's id alone.
 * @param customerEmailNormalized the address of the request's customer now.
 */
export async function subjectOfRequest(
  request: RequestFacts,
  customerEmailNormalized: string | null,
): Promise<Subject> {
  const { storeId, id: requestId, source, customerId } = request;
  const links = await prisma().linkedRecord.findMany({
    where: { storeId, requestId, source: RECORDS_SOURCE },
    orderBy: { at: "asc" },
    select: { record: true, actorKind: true },
  });
  const orderIds = links.flatMap(({ record }) => orderOfRecord(record) ?? []);
  const subject = { storeId, customerId: customerId ?? undefined, orderIds };
  const isChosen = links.some(
    ({ record, actorKind }) => actorKind === "merchant" && record === customerRecord(customerId ?? ""),
  );
  if (await isFormerAddress(request)) {
    return { ...subject, emailNormalized: (isChosen && customerEmailNormalized) || undefined };
  }
  if (request.emailVerified || (!customerId && countsAsTheirs(request)))
    return { ...subject, emailNormalized: request.emailNormalized ?? undefined };
  if (source !== "staff" || !customerId) return { ...subject, emailNormalized: undefined };
  return { ...subject, emailNormalized: customerEmailNormalized ?? undefined };
}

/** Whether the request's address is one that its customer had before their present one. */
async function isFormerAddress({ storeId, customerId, emailNormalized }: RequestFacts): Promise<boolean> {
  if (!customerId || !emailNormalized) return false;
  const forms = storedForms(emailNormalized);
  const customer = await prisma().customer.findFirst({
    where: {
      ...{ storeId, id: customerId, emailNormalized: { notIn: forms } },
      formerAddresses: { some: { emailNormalized: { in: forms } } },
    },
    select: { id: true },
  });
  return customer !== null;
}
