import { v7 as uuidv7, validate } from "uuid";
import { z } from "zod";
import { incompleteSearches } from "@/lib/archive/searches";
import { prisma, type Transaction } from "@/lib/database";
import { isUniqueViolation, UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { unexpired } from "@/lib/expiry";
import { storedSearches, storedSources } from "@/lib/export/stored-sources";
import { provesIdentity } from "@/lib/request/identity";
import type { RequestAct } from "@/lib/request/request-status";
import { type ConfirmedInformation, isOutdated, orderReviewedCopy } from "@/lib/review/order-reviewed-copy";
import { requireReviewed } from "@/lib/review/review-progress";
import type { DeliveryMethod, DeliveryState, IdentityCheck, Request } from "@/prisma/generated/client";
import { activeStates } from "./delivery-status";
import { requireInformation } from "./information-status";
import { lockKnownDelivery } from "./lock-delivery";
import type { MethodFields } from "./methods/method";
import { methods } from "./methods/registry";
import { requireLinkedRecords } from "./require-linked-records";
import { requireOwnTexts } from "./require-own-texts";
import { startDelivery } from "./start-delivery";

/** What a merchant chose. */
interface ChosenDelivery extends MethodFields, RequestAct<MerchantActor> {
  method: DeliveryMethod;
  /** Whether the merchant says that they have looked for what earlier redactions withheld. */
  looked?: boolean;
  /** Whether the merchant says that it is delivered without what its sources did not give. */
  incomplete?: boolean;
  /** How the merchant has checked who the person is, where the request does not prove it; if left out, as it was when staff entered it. */
  identityCheck?: IdentityCheck | undefined;
  /** Needed, and kept, where the check is "other". */
  identityNote?: string | undefined;
}

/**
 * Chooses how a request's data reaches the customer: the newest ready export, without what has been redacted until now.
 * Where the store wants it, a second member approves first. Of two merchants at once, one chooses.
 * @throws UserError "forbidden" where the store has no such request, "alreadyClosed" where it is not open, "notVerified"
 * where the method needs a verified address and there is none, "exportGone" where no export is ready, "deliveryUnderWay"
 * where another is active, "exportIncomplete" where a source of the newest ready export failed or was not searched and the
 * merchant does not say that it is delivered without, by whichever method; "redactionsLost" where the export lost redactions of an earlier one and nobody has looked,
 * "informationUnconfirmed" as `requireInformation` does, "ownTextsUnconfirmed" as `requireOwnTexts` does, "identityMissing" and "identityNoteMissing" where nothing proves
 * who the person is and the merchant does not say how they have checked it, "recordRejected" as `requireLinkedRecords` and
 * "sectionsNotReviewed" as `requireReviewed` does of the newest ready export, by whichever method.
 */
export async function createDelivery(chosen: ChosenDelivery): Promise<{ deliveryId: string; state: DeliveryState }> {
  try {
    return await prisma().$transaction((transaction) => create(transaction, chosen));
  } catch (error) {
    if (isUniqueViolation(error)) throw new UserError("deliveryUnderWay");
    throw error;
  }
}

async function create(transaction: Transaction, chosen: ChosenDelivery) {
  const { storeId, requestId, actor, method } = chosen;
  const { needs, fields } = methods[method];
  const kept = (field: keyof MethodFields) => (fields.includes(field) && chosen[field]) || null;
  const request = await lockRequest(transaction, chosen);
  if (needs.export) await requireInformation(storeId, transaction);
  if (needs.verifiedEmail && !(request.email && request.emailVerified)) throw new UserError("notVerified");
  const identity = provesIdentity(request) ? null : checkedIdentity(chosen.identityCheck ? chosen : request);
  const active = { storeId, requestId, state: { in: [...activeStates] } };
  if (await transaction.delivery.findFirst({ where: active, select: { id: true } }))
    throw new UserError("deliveryUnderWay");
  const { approvalRequired, ...confirmed } = await transaction.store.findUniqueOrThrow({
    where: { id: storeId },
    select: { approvalRequired: true, informationConfirmedAt: true, ownTextsConfirmedAt: true },
  });
  const original = await findOriginal(transaction, chosen);
  if (original) await requireLinkedRecords({ storeId, requestId, exportId: original.id }, transaction);
  if (original) await requireReviewed({ storeId, exportId: original.id }, transaction);
  const without = original ? missingOf(original) : [];
  if (without.length > 0 && !chosen.incomplete) throw new UserError("exportIncomplete");
  if (original && needs.export) await requireOwnTexts({ storeId, exportId: original.id }, transaction);
  const exportId = needs.export ? await orderCopy(transaction, chosen, original, confirmed) : null;
  const deliveryId = uuidv7();
  await transaction.delivery.create({
    data: {
      ...{ storeId, id: deliveryId, requestId, exportId, method, createdById: actor.id, createdByName: actor.name },
      state: approvalRequired ? "awaiting_approval" : "preparing",
      ...{ publicKey: kept("publicKey"), handedOverHow: kept("handedOverHow"), handedOverNote: kept("handedOverNote") },
      message: kept("message"),
      ...identity,
    },
    select: { id: true },
  });
  const data = {
    deliveryId,
    method,
    ...(exportId && { exportId }),
    ...(approvalRequired && { approval: true as const }),
    ...(identity && { identity: identity.identityCheck }),
    ...(without.length > 0 && { without }),
  };
  await recordEvent(transaction, { storeId, requestId, type: "delivery_created", actor, data });
  if (approvalRequired) return { deliveryId, state: "awaiting_approval" as const };
  const delivery = await lockKnownDelivery(transaction, { storeId, deliveryId });
  return { deliveryId, state: await startDelivery(transaction, delivery, actor) };
}

/** How the merchant has checked who the person is, as the delivery keeps it. */
function checkedIdentity({
  identityCheck,
  identityNote,
}: {
  identityCheck?: IdentityCheck | null | undefined;
  identityNote?: string | null | undefined;
}) {
  if (!identityCheck) throw new UserError("identityMissing");
  if (identityCheck === "other" && !identityNote) throw new UserError("identityNoteMissing");
  return { identityCheck, identityNote: (identityCheck === "other" && identityNote) || null };
}

/** Locks an open request, so that one merchant chooses at a time and nobody closes it in the meantime. */
async function lockRequest(transaction: Transaction, { storeId, requestId }: ChosenDelivery) {
  if (!validate(requestId)) throw new UserError("forbidden");
  // Raw, since Prisma has no locks.
  const [request] = await transaction.$queryRaw<
    Pick<
      Request,
      "state" | "source" | "email" | "emailVerified" | "platformCustomerId" | "identityCheck" | "identityNote"
    >[]
  >`
    SELECT state::text, source::text, email, email_verified AS "emailVerified",
           platform_customer_id AS "platformCustomerId", identity_check::text AS "identityCheck", identity_note AS "identityNote" FROM request
     WHERE store_id = ${storeId}::uuid AND id = ${requestId}::uuid FOR NO KEY UPDATE`;
  if (!request) throw new UserError("forbidden");
  if (request.state !== "open") throw new UserError("alreadyClosed");
  return request;
}

/** The newest ready export of a request. */
async function findOriginal(transaction: Transaction, { storeId, requestId }: ChosenDelivery) {
  return await transaction.export.findFirst({
    where: { storeId, requestId, reviewOfId: null, state: "ready", expiresAt: unexpired() },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { id: true, redactionsLost: true, startedAt: true, sources: true, searches: true },
  });
}

/** The sources that an export lacks, with the sections that failed. */
function missingOf({ searches, sources }: NonNullable<Awaited<ReturnType<typeof findOriginal>>>) {
  return incompleteSearches(storedSearches.parse(searches), storedSources.parse(sources)).map(
    ({ source, searched, failed }) => ({ source, sections: searched ? failed : [] }),
  );
}

/**
 * What is delivered: that export, or its copy without what was redacted and with the information as an owner has confirmed
 * it since.
 */
async function orderCopy(
  transaction: Transaction,
  { storeId, actor, looked }: ChosenDelivery,
  original: Awaited<ReturnType<typeof findOriginal>>,
  confirmed: ConfirmedInformation,
): Promise<string> {
  if (!original) throw new UserError("exportGone");
  if (!looked && z.array(z.unknown()).parse(original.redactionsLost).length > 0) throw new UserError("redactionsLost");
  const outdated = isOutdated(original.startedAt, confirmed);
  const { exportId } = await orderReviewedCopy(transaction, { storeId, exportId: original.id, actor, outdated });
  return exportId;
}
