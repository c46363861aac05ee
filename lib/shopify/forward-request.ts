import { v7 as uuidv7 } from "uuid";
import { clockColumns, type Deadline, deadlinesAtReceipt, storeClock } from "@/lib/clock/at-receipt";
import { ownDueDate } from "@/lib/clock/due-dates";
import type { Transaction } from "@/lib/database";
import { readEmailAddress, storedForms } from "@/lib/email-address";
import { recordEvent } from "@/lib/event/record-event";
import { personKey } from "@/lib/request/person-key";
import { putDeadlines } from "@/lib/request/put-deadlines";
import { buildSearchText } from "@/lib/search/fold-text";
import { type ConnectionKey, connectionSource } from "@/lib/source/connection/connection";
import { type Identity, startMatching } from "@/lib/subject/start-matching";
import { dateIn } from "@/lib/time-zone";
import { createReference } from "@/lib/token";
import type { Prisma, RequestType } from "@/prisma/generated/client";

/** How many days Shopify gives an app (https://shopify.dev/docs/apps/build/compliance/privacy-law-compliance). */
const SHOPIFY_DAYS = 30;

interface Forwarded extends ConnectionKey {
  type: RequestType;
  /** The customer's id at Shopify. */
  customerId: string;
  /** Their address there. Nobody proved it. */
  email?: string | undefined;
}

const actor = { kind: "system" } as const;

/**
 * Makes a request of what Shopify passed on, or joins the person's open one, in the caller's transaction. It is due by the
 * store's period or in 30 days, whichever ends first. The account's records are linked once they are found; the address
 * counts as unproved. The store is told, the customer is not.
 */
export async function forwardRequest(transaction: Transaction, forwarded: Forwarded): Promise<void> {
  const { storeId, type } = forwarded;
  const store = await transaction.store.findUniqueOrThrow({
    where: { id: storeId },
    select: { locale: true, ...clockColumns },
  });
  const now = new Date();
  const { timeZone } = storeClock(store);
  const shopifys = { responsePeriod: SHOPIFY_DAYS, responsePeriodUnit: "days" } as const;
  const byShopify = ownDueDate(dateIn(timeZone, now), shopifys, timeZone);
  const { dueAt: byStore, deadlines } = deadlinesAtReceipt(type, now, store);
  const dueAt = new Date(Math.min(byStore.getTime(), byShopify.getTime()));
  const requestId = await join(transaction, forwarded, { dueAt, deadlines });
  const times = { locale: store.locale, createdAt: now, dueAt, deadlines: { create: deadlines } };
  const id = requestId ?? (await make(transaction, forwarded, times));
  const data = { platform: "shopify", ...(requestId && { joined: true as const }) } as const;
  await recordEvent(transaction, { storeId, requestId: id, type: "request_forwarded", actor, data });
}

/** The open request of the account, one that its record is linked to, or one of the person who proved to have its address and no other account's. */
function openRequests({ storeId, number, type, customerId, email }: Forwarded): Prisma.RequestWhereInput {
  const source = connectionSource(number);
  const proved = email && {
    emailVerified: true,
    emailNormalized: { in: storedForms(readEmailAddress(email).normalized) },
    identities: { none: { kind: "platform_id", source, value: { not: customerId } } },
  };
  return {
    ...{ storeId, type, state: "open" },
    OR: [
      { personKey: keyOf(source, customerId) },
      { identities: { some: { kind: "platform_id", source, value: customerId, proof: { not: null } } } },
      { records: { some: { storeId, source, record: customerId, state: "accepted" } } },
      ...(proved ? [proved as Prisma.RequestWhereInput] : []),
    ],
  };
}

function keyOf(platformSource: string, platformCustomerId: string): string {
  return personKey({ emailNormalized: null, emailVerified: false, platformCustomerId, platformSource });
}

/** @returns the request that was joined. */
async function join(
  transaction: Transaction,
  forwarded: Forwarded,
  { dueAt, deadlines }: { dueAt: Date; deadlines: Deadline[] },
): Promise<string | undefined> {
  const { storeId } = forwarded;
  const live = await transaction.request.findFirst({
    where: openRequests(forwarded),
    orderBy: [{ emailVerified: "desc" }, { dueAt: "asc" }, { id: "asc" }],
    select: {
      id: true,
      erasurePlan: { select: { state: true } },
      identities: { select: { kind: true, source: true, value: true } },
    },
  });
  if (!live) return undefined;
  // Raw, since Prisma has no locks. Closed meanwhile, it is left alone.
  const locked = await transaction.$queryRaw<unknown[]>`
    SELECT 1 FROM request WHERE store_id = ${storeId}::uuid AND id = ${live.id}::uuid AND state = 'open' FOR UPDATE`;
  if (locked.length === 0) return undefined;
  await transaction.request.updateMany({ where: { storeId, id: live.id, dueAt: { gt: dueAt } }, data: { dueAt } });
  await putDeadlines(transaction, { storeId, requestId: live.id }, deadlines);
  // What it knows may be proved.
  const fresh = identitiesOf(forwarded).filter(
    ({ kind, source = "", value }) =>
      !live.identities.some((one) => one.kind === kind && one.source === source && one.value === value),
  );
  // Whose data an approved erasure is about is settled.
  if (fresh.length > 0 && !live.erasurePlan) await startMatching(transaction, { storeId, requestId: live.id }, fresh);
  return live.id;
}

async function make(
  transaction: Transaction,
  forwarded: Forwarded,
  times: { locale: string; createdAt: Date; dueAt: Date; deadlines: { create: Deadline[] } },
): Promise<string> {
  const { storeId, number, type, customerId } = forwarded;
  const [id, reference, platformSource] = [uuidv7(), createReference(), connectionSource(number)];
  const email = forwarded.email ? readEmailAddress(forwarded.email) : undefined;
  await transaction.request.create({
    data: {
      ...{ storeId, id, reference, type, source: "shopify", state: "open", ...times },
      ...{ personKey: keyOf(platformSource, customerId), platformCustomerId: customerId, platformSource },
      ...{ email: email?.address ?? null, emailNormalized: email?.normalized ?? null, emailVerified: false },
      searchText: buildSearchText([reference, email?.address]),
    },
    select: { id: true },
  });
  await startMatching(transaction, { storeId, requestId: id }, identitiesOf(forwarded));
  return id;
}

/** What Shopify says of the person: whose account it is, and an address that nobody proved. */
function identitiesOf({ number, customerId, email }: Forwarded): Identity[] {
  const source = connectionSource(number);
  return [
    { kind: "platform_id", source, value: customerId, issuer: "webhook", proof: "handoff" },
    ...(email
      ? [{ kind: "email", value: readEmailAddress(email).normalized, issuer: "webhook", proof: null } as const]
      : []),
  ];
}
