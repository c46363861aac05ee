import { customerOfRecord, orderOfRecord, RECORDS_SOURCE } from "@/lib/customer/record-names";
import { prisma, type Transaction } from "@/lib/database";
import { storedForms } from "@/lib/email-address";
import type { EventData } from "@/lib/event/event-types";
import type { Subject } from "@/lib/source/source";
import type { IdentityCheck, RequestSource } from "@/prisma/generated/client";

interface RequestFacts {
  storeId: string;
  id: string;
  source: RequestSource;
  emailNormalized: string | null;
  emailVerified: boolean;
  identityCheck: IdentityCheck | null;
}

/**
 * Whether anything says whose data a request asks for: a record that it is about, or an address that counts as theirs. One
 * that staff entered does once they have checked who the person is; nobody else's does without a proof.
 */
export function isSubjectKnown({
  isLinked,
  email,
  ...request
}: Pick<RequestFacts, "source" | "emailVerified" | "identityCheck"> & {
  /** Whether a record is linked to it. */
  isLinked: boolean;
  email: string | null;
}): boolean {
  return isLinked || (email !== null && countsAsTheirs(request));
}

function countsAsTheirs({
  source,
  emailVerified,
  identityCheck,
}: Pick<RequestFacts, "source" | "emailVerified" | "identityCheck">) {
  return emailVerified || (source === "staff" && identityCheck !== null);
}

/**
 * Whose data answers a request: the records that are linked to it, and the addresses that go with them. Guests' orders under
 * an address belong to the person only where the address was proved, or where a member of the store's staff linked its
 * customer and vouches for it, or entered the address for somebody whose identity they had checked (see
 * docs/decisions/004-whose-orders.md). An address that a linked account has given up since brings nothing, since it may be
 * a stranger's now: an account that staff linked brings its present address, any other what is tied to its id alone.
 */
export async function subjectOfRequest(request: RequestFacts): Promise<Subject> {
  const { storeId, id: requestId, emailNormalized } = request;
  const all = await prisma().requestRecord.findMany({
    where: { storeId, requestId, state: "accepted" },
    orderBy: [{ at: "asc" }, { record: "asc" }],
    select: { source: true, record: true, actorKind: true, reason: true },
  });
  const liveRecords = all.flatMap(({ source, record }) => (source === RECORDS_SOURCE ? [] : [{ source, record }]));
  const links = all.filter(({ source }) => source === RECORDS_SOURCE);
  const orderIds = links.flatMap(({ record }) => orderOfRecord(record) ?? []);
  const customers = links.flatMap(({ record, actorKind, reason }) => {
    const id = customerOfRecord(record);
    return id ? [{ id, isVouchedFor: actorKind === "merchant" || reason === "chosen" }] : [];
  });
  const customerIds = customers.map(({ id }) => id);
  const addresses = await prisma().customer.findMany({
    where: { storeId, id: { in: customerIds } },
    select: { id: true, emailNormalized: true, formerAddresses: { select: { emailNormalized: true } } },
  });
  const forms = emailNormalized ? storedForms(emailNormalized) : [];
  const has = (one: { emailNormalized: string | null }) => forms.includes(one.emailNormalized ?? "");
  const isGivenUp = !addresses.some(has) && addresses.some(({ formerAddresses }) => formerAddresses.some(has));
  const counts = request.emailVerified || (customers.length === 0 && countsAsTheirs(request));
  const vouched = addresses.filter(({ id }) => customers.some((one) => one.id === id && one.isVouchedFor));
  const emails = [...(counts && !isGivenUp ? [emailNormalized] : []), ...vouched.map((one) => one.emailNormalized)];
  const { failed: unsearched, dropped } = await readLastSearch(prisma(), { storeId, requestId });
  const live = {
    ...(liveRecords.length > 0 && { liveRecords }),
    ...(unsearched && { unsearched }),
    ...(dropped && { dropped }),
  };
  return { storeId, customerIds, orderIds, ...live, emails: [...new Set(emails.filter((email) => email !== null))] };
}

/** The sources that did not answer when the person's records were looked for last, and what was dropped of the others. */
export async function readLastSearch(
  client: Pick<Transaction, "event">,
  { storeId, requestId }: { storeId: string; requestId: string },
): Promise<Partial<EventData<"subject_matched">>> {
  const last = await client.event.findFirst({
    where: { storeId, requestId, type: "subject_matched" },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    select: { data: true },
  });
  return (last?.data ?? {}) as Partial<EventData<"subject_matched">>;
}
