import { v7 as uuidv7 } from "uuid";
import { clockColumns, deadlinesAtReceipt } from "@/lib/clock/at-receipt";
import { customerLinks, customerOfRecord } from "@/lib/customer/record-names";
import { prisma, type Transaction } from "@/lib/database";
import { storedForms } from "@/lib/email-address";
import { isUniqueViolation, retryAfterRace, UserError } from "@/lib/error";
import { recordEvent } from "@/lib/event/record-event";
import { limitRate } from "@/lib/http/rate-limit";
import { buildSearchText } from "@/lib/search/fold-text";
import { acceptCustomer } from "@/lib/subject/accept-record";
import { findOpenRequests } from "@/lib/subject/find-open-requests";
import { addressOf, putCustomer } from "@/lib/subject/link-customer";
import { RUNNING_OR_READY } from "@/lib/subject/lock-links";
import { isObjection, startMatching } from "@/lib/subject/start-matching";
import { DEFAULT_TIME_ZONE, dateIn, startOfDay } from "@/lib/time-zone";
import { createReference } from "@/lib/token";
import { addCorrection } from "./add-correction";
import { putAgent } from "./agent";
import { type EnteredRequest, identitiesOf, identityCheckOf, newIdentities } from "./entered-request";
import { enteredPersonKey } from "./person-key";
import { putDeadlines } from "./put-deadlines";

/** The request that was made, or the person's live one that was joined. */
export interface Entered {
  requestId: string;
  reference: string;
  joined: boolean;
}

/**
 * Enters a request, which is open at once. Where the picked customer, or the address that was given, has a live request, that
 * one is joined: it is due by the earlier of both dates, and what it does not hold yet is added. One that still waited for
 * its verification is open from then on, its address as unproved as before. Of two members at once, one makes it.
 * @throws UserError "rateLimited"; "invalid" for a customer that is not the store's; "requestOfAnother" where the live
 * request under the address belongs to another customer than the one who was picked; "exportRunning" where a joined
 * request's export does not hold the picked customer.
 */
export async function enterRequest(entered: EnteredRequest): Promise<Entered> {
  await limitRate("requestsByMember", entered.actor.id);
  return await retryAfterRace(async () => {
    const live = await findLive(entered);
    return await prisma().$transaction((transaction) =>
      live ? join(transaction, live, entered) : make(transaction, entered),
    );
  }, isLost);
}

/** Another was faster: the request was closed meanwhile, or one was made. */
function isLost(error: unknown): boolean {
  return isUniqueViolation(error) || (error instanceof UserError && error.code === "alreadyClosed");
}

/** The picked customer's open request, else a live one under the address: of several the proved one, due first. */
async function findLive({ storeId, type, customerId, email }: EnteredRequest): Promise<string | undefined> {
  const [open] = customerId ? await findOpenRequests({ storeId, customerId, type }) : [];
  if (open) return open.id;
  if (!email) return undefined;
  const forms = storedForms(email.normalized);
  const found = await prisma().request.findFirst({
    where: {
      ...{ storeId, type, state: { in: ["unverified", "open"] } },
      // Not an account's whose address nobody vouched for: anyone can register under another's.
      OR: [
        { personKey: { in: forms.map((form) => `email:${form}`) } },
        { source: "staff", emailNormalized: { in: forms } },
      ],
    },
    orderBy: [{ emailVerified: "desc" }, { dueAt: "asc" }, { id: "asc" }],
    select: { id: true },
  });
  return found?.id;
}

async function join(transaction: Transaction, requestId: string, entered: EnteredRequest): Promise<Entered> {
  const { storeId, actor, customerId, email, channel } = entered;
  // Raw, since Prisma has no locks.
  await transaction.$queryRaw`
    SELECT 1 FROM request WHERE store_id = ${storeId}::uuid AND id = ${requestId}::uuid FOR UPDATE`;
  const { records, ...live } = await transaction.request.findUniqueOrThrow({
    where: { storeId_id: { storeId, id: requestId } },
    include: { records: { where: customerLinks } },
  });
  const { reference, state } = live;
  const isOthers = records.length > 0 && !records.some(({ record }) => customerOfRecord(record) === customerId);
  if (state !== "open" && state !== "unverified") throw new UserError("alreadyClosed");
  if (customerId && isOthers) throw new UserError("requestOfAnother", { reference });
  const { dueAt, deadlines } = await periodOf(transaction, entered);
  const address = live.email ?? email?.address ?? null;
  const name = live.customerName ?? entered.name ?? null;
  const phone = live.phone ?? entered.phone ?? null;
  const check = live.identityCheck
    ? { identityCheck: live.identityCheck, identityNote: live.identityNote }
    : identityCheckOf(entered);
  await transaction.request.updateMany({
    where: { storeId, id: requestId, state },
    data: {
      ...check,
      ...(state === "unverified" && { state: "open", source: "staff" }),
      ...(dueAt < live.dueAt && { dueAt }),
      ...(!live.email && email && { email: email.address, emailNormalized: email.normalized }),
      ...{ receivedBy: live.receivedBy ?? channel, phone, country: live.country ?? entered.country ?? null },
      ...{ customerName: name, searchText: buildSearchText([reference, address, name, phone]) },
    },
  });
  await putDeadlines(transaction, { storeId, requestId }, deadlines);
  const identities = await newIdentities(transaction, requestId, entered);
  if (entered.correction) await addCorrection(transaction, { storeId, requestId }, state, entered.correction);
  if (identities.length > 0 || isObjection(entered.type))
    await startMatching(transaction, { storeId, requestId }, identities);
  if (customerId && records.length === 0)
    await putCustomer(transaction, { storeId, requestId, customerId, actor }, "chosen", RUNNING_OR_READY);
  await record(transaction, requestId, entered, { joined: true });
  return { requestId, reference, joined: true };
}

async function make(transaction: Transaction, entered: EnteredRequest): Promise<Entered> {
  const { storeId, actor, type, customerId, email, phone, country, channel, correction } = entered;
  const { receivedAt, dueAt, deadlines, locale } = await periodOf(transaction, entered);
  const requestId = uuidv7();
  const reference = createReference();
  const name = entered.name ?? null;
  await transaction.request.create({
    data: {
      ...{ storeId, id: requestId, reference, type, source: "staff", state: "open" },
      personKey: enteredPersonKey({ requestId, customerId, emailNormalized: email?.normalized }),
      ...{ email: email?.address ?? null, emailNormalized: email?.normalized ?? null },
      ...{ customerName: name, matchCount: customerId ? 1 : 0 },
      ...{ receivedBy: channel, phone: phone ?? null, country: country ?? null, ...identityCheckOf(entered) },
      ...{ locale, createdAt: receivedAt, dueAt, deadlines: { create: deadlines } },
      searchText: buildSearchText([reference, email?.address, name, phone]),
    },
    select: { id: true },
  });
  if (correction) await addCorrection(transaction, { storeId, requestId }, "open", correction);
  if (customerId) await acceptCustomer(transaction, { storeId, requestId, customerId }, "chosen", actor);
  const given = identitiesOf(entered);
  const known = customerId ? await addressOf(transaction, { storeId, customerId }) : [];
  const identities = [...given, ...known.filter(({ value }) => value !== email?.normalized)];
  if (customerId || identities.length > 0) await startMatching(transaction, { storeId, requestId }, identities);
  await record(transaction, requestId, entered, {});
  return { requestId, reference, joined: false };
}

/** When it was received and is due. Of a former day nobody knows the hour: that day's first instant. */
async function periodOf(transaction: Transaction, { storeId, type, receivedOn, country }: EnteredRequest) {
  const store = await transaction.store.findUniqueOrThrow({
    where: { id: storeId },
    select: { locale: true, ...clockColumns },
  });
  const now = new Date();
  const zone = store.timeZone ?? DEFAULT_TIME_ZONE;
  const receivedAt = receivedOn === dateIn(zone, now) ? now : startOfDay(receivedOn, zone);
  return { receivedAt, locale: store.locale, ...deadlinesAtReceipt(type, receivedAt, store, country) };
}

/** The event, and the note that came with it. */
async function record(
  transaction: Transaction,
  requestId: string,
  { storeId, actor, channel, receivedOn, identityCheck, agent, note }: EnteredRequest,
  joined: { joined?: true },
): Promise<void> {
  const data = { channel, receivedOn, ...(identityCheck && { identity: identityCheck }), ...joined };
  await recordEvent(transaction, { storeId, requestId, type: "request_entered", actor, data });
  if (agent) await putAgent(transaction, { storeId, requestId, actor, name: agent });
  if (!note) return;
  await transaction.note.create({
    data: { storeId, id: uuidv7(), requestId, authorId: actor.id, authorName: actor.name, text: note },
    select: { id: true },
  });
}
