import { v7 as uuidv7 } from "uuid";
import { deadlinesAtReceipt } from "@/lib/clock/at-receipt";
import { RECORDS_SOURCE } from "@/lib/customer/record-names";
import { prisma, type Transaction } from "@/lib/database";
import { retryAfterRace } from "@/lib/error";
import { recordEvent } from "@/lib/event/record-event";
import { countTry, limitRate } from "@/lib/http/rate-limit";
import { wakeWorkers } from "@/lib/queue/queue";
import { buildSearchText } from "@/lib/search/fold-text";
import type { CustomerIdentity } from "@/lib/sign-in/customer-session";
import type { Store } from "@/lib/store/find-store";
import { type Identity, startMatching } from "@/lib/subject/start-matching";
import { createReference } from "@/lib/token";
import type { RequestType } from "@/prisma/generated/client";
import { addCorrection } from "./add-correction";
import type { Correction } from "./correction-fields";
import { requireOffered } from "./offered-types";
import { personKey, storedPersonKeys } from "./person-key";

/** What a signed-in customer asks for. The identity is their session's, never a form's. */
export interface SignedInRequest {
  store: Store;
  type: RequestType;
  identity: CustomerIdentity;
  locale: string;
  /** How they write dates, such as en-GB. */
  formatLocale?: string | undefined;
  /** ISO 3166-1, where the type is offered in some countries alone. */
  country?: string | undefined;
  /** Of a correction. */
  correction?: Correction | undefined;
  /** What rate limits count their network address by. */
  rateLimitKey: string;
}

/** The request that was made, or the one that was already there. */
export interface SubmittedRequest {
  reference: string;
  /** Whether this call made or verified it. */
  made: boolean;
}

const actor = { kind: "customer" } as const;

/**
 * Takes a signed-in customer's request, which is open at once. Their own request that still waits for
 * its verification is verified instead; one that is open is not made twice.
 * @throws UserError "typeNotOffered", "rateLimited"; "correctionFull" where an open correction holds no more text.
 */
export async function submitSignedInRequest(request: SignedInRequest): Promise<SubmittedRequest> {
  const { store, type, country, identity, rateLimitKey } = request;
  await requireOffered(store.id, type, country);
  await limitRate("publicFormByAddress", rateLimitKey);
  // Anyone can register under another's address: to that inbox they are a stranger.
  if (!identity.emailVerified && identity.emailNormalized) await limitRate("mailByInbox", identity.emailNormalized);
  // Again where another press was faster, or a reference was drawn twice.
  return await retryAfterRace(async () => {
    const submitted = await prisma().$transaction((transaction) => submit(transaction, request));
    if (!submitted.made) await sendAgain(request, submitted.requestId);
    wakeWorkers("match-subject");
    wakeWorkers("apply-objection");
    wakeWorkers("notify");
    return submitted;
  });
}

async function submit(transaction: Transaction, request: SignedInRequest) {
  const { store, type, identity } = request;
  const storeId = store.id;
  const live = await transaction.request.findFirst({
    where: { storeId, type, personKey: { in: storedPersonKeys(identity) }, state: { in: ["unverified", "open"] } },
    select: { id: true, reference: true, state: true },
  });
  if (!live) return await make(transaction, request);
  if (request.correction)
    await addCorrection(transaction, { storeId, requestId: live.id }, live.state, request.correction);
  const made = live.state === "unverified" && (await verify(transaction, storeId, live, identity));
  return { requestId: live.id, reference: live.reference, made };
}

/** Sends the email again, as often as the limit of an inbox allows. */
async function sendAgain({ store, identity }: SignedInRequest, requestId: string): Promise<void> {
  const { emailVerified, emailNormalized } = identity;
  const waitSeconds = emailVerified && emailNormalized ? await countTry("mailByInbox", emailNormalized) : 0;
  if (waitSeconds > 0) return;
  await prisma().$transaction((transaction) =>
    recordEvent(transaction, { storeId: store.id, requestId, type: "request_repeated", actor }),
  );
}

/** A customer who is signed in with an address needs no link to prove it. @returns whether it still waited. */
async function verify(
  transaction: Transaction,
  storeId: string,
  { id }: { id: string },
  identity: CustomerIdentity,
): Promise<boolean> {
  const { emailVerified, platformCustomerId, platformSource } = identity;
  const { count } = await transaction.request.updateMany({
    where: { storeId, id, state: "unverified" },
    data: { state: "open", emailVerified, platformCustomerId, platformSource, verifiedAt: new Date() },
  });
  if (count === 0) return false;
  await startMatching(transaction, { storeId, requestId: id }, identitiesOf(identity));
  await transaction.verification.updateMany({
    where: { storeId, requestId: id, usedAt: null },
    data: { usedAt: new Date() },
  });
  await recordEvent(transaction, { storeId, requestId: id, type: "request_verified", actor });
  return true;
}

async function make(
  transaction: Transaction,
  { store, type, identity, locale, formatLocale, country = "", correction }: SignedInRequest,
) {
  const storeId = store.id;
  const { email, emailNormalized, emailVerified, platformCustomerId, platformSource } = identity;
  const id = uuidv7();
  const reference = createReference();
  const now = new Date();
  const { dueAt, deadlines } = deadlinesAtReceipt(type, now, store);
  await transaction.request.create({
    data: {
      storeId,
      id,
      reference,
      type,
      source: "signed_in",
      state: "open",
      personKey: personKey(identity),
      ...{ email, emailNormalized, emailVerified, platformCustomerId, platformSource },
      searchText: buildSearchText([reference, email]),
      locale,
      formatLocale,
      country: country || null,
      createdAt: now,
      verifiedAt: now,
      dueAt,
      deadlines: { create: deadlines },
    },
    select: { id: true },
  });
  if (correction) await transaction.correction.create({ data: { storeId, requestId: id, ...correction } });
  await startMatching(transaction, { storeId, requestId: id }, identitiesOf(identity));
  await recordEvent(transaction, { storeId, requestId: id, type: "request_made", actor });
  return { requestId: id, reference, made: true };
}

/**
 * Who the customer is, according to whoever signed them in: the store's hand-off, its OpenID Connect provider, a link to their
 * inbox, or a shop's proxy, which alone names an account without an address.
 */
function identitiesOf({
  emailNormalized,
  emailVerified,
  platformCustomerId,
  platformSource,
  openidIssuer,
  openidSubject,
}: CustomerIdentity): Identity[] {
  const by = platformCustomerId ? "handoff" : openidIssuer ? "openid" : undefined;
  const issuer = emailNormalized === null ? "proxy" : (by ?? "customer");
  const proof = by ?? "link";
  return [
    ...(emailNormalized === null
      ? []
      : [{ kind: "email", value: emailNormalized, issuer, proof: emailVerified ? proof : null } as const]),
    ...(platformCustomerId
      ? [
          {
            kind: "platform_id",
            source: platformSource ?? RECORDS_SOURCE,
            value: platformCustomerId,
            issuer,
            proof,
          } as const,
        ]
      : []),
    // Of no source: match-subject asks none by it.
    ...(openidIssuer && openidSubject
      ? [{ kind: "openid_subject", source: openidIssuer, value: openidSubject, issuer, proof } as const]
      : []),
  ];
}
