import type { EmailKind } from "@/emails/texts";
import { listSearches } from "@/lib/archive/searches";
import { readCorrectionResult } from "@/lib/correction/read-correction-result";
import { prisma } from "@/lib/database";
import { isLive } from "@/lib/delivery/delivery-status";
import { readErasureResult } from "@/lib/erasure/read-result";
import type { EventData } from "@/lib/event/event-types";
import { storedSearches, storedSources } from "@/lib/export/stored-sources";
import { regimesOf } from "@/lib/request/regimes-of";
import { permissions } from "@/lib/sign-in/permissions";
import { TEST_EMAIL } from "@/lib/store/setup-checklist";
import type { Regime, Request } from "@/prisma/generated/client";
import { readDigestFor } from "./due-digest";
import { isTextName } from "./editable-texts";
import { type EmailFacts, emailStore } from "./email-facts";
import { emailRow } from "./email-table";
import { isLegalLetter } from "./letter-rules";
import { listWithheld } from "./list-withheld";
import { sampleFacts, sampleToken } from "./sample-email";
import { readOwnTexts } from "./store-texts";

/** An email that is waiting to be sent, with what it is about. */
export type QueuedEmail = NonNullable<Awaited<ReturnType<typeof loadEmail>>>;

/** Reads an email and what it is about; null when it has been deleted with its request. */
export async function loadEmail(storeId: string, emailId: string) {
  const email = await prisma().email.findUnique({
    where: { storeId_id: { storeId, id: emailId } },
    include: { request: true },
  });
  if (!email) return null;
  const { template, requestId, eventId, request, locale, audience } = email;
  const store = await prisma().store.findUniqueOrThrow({
    where: { id: storeId },
    select: { ...emailStore, senderName: true, replyTo: true },
  });
  const event = eventId
    ? await prisma().event.findUnique({
        where: { storeId_id: { storeId, id: eventId } },
        select: { data: true, at: true, actorName: true },
      })
    : null;
  const about = (event?.data ?? {}) as EventAbout;
  if (template === TEST_EMAIL && about.name) return { ...email, store, ...testOf(about.name, about, store) };
  const row = emailRow(audience, template);
  const facts: Omit<EmailFacts, "token"> = {
    ...{ locale, audience, store },
    request: request && isLegalLetter(template) ? { ...request, regimes: await lawsOf(request) } : request,
    export: row.about === "export" ? await findExport(storeId, requestId, about.exportId) : null,
    delivery: row.about === "delivery" ? await findDelivery(storeId, requestId, about, locale) : null,
    event: event && { ...about, at: event.at, actorName: event.actorName },
    mayDownload: row.about === "export" && (await mayDownload(storeId, email.toNormalized)),
    due: row.about === "due" ? await readDigestFor(email, store) : null,
    shop: row.about === "shop" ? await findShop(storeId, about) : null,
    erasure: row.about === "erasure" && requestId ? await readErasureResult({ storeId, requestId }) : null,
    correction: row.about === "correction" && requestId ? await readCorrectionResult({ storeId, requestId }) : null,
    bulk: row.about === "bulk" ? await findBulk(storeId, about) : null,
    agent: row.about === "agent" ? await findAgent(storeId, requestId) : null,
    message: await findWords(row.about, { storeId, requestId }, about),
    ...(audience === "customer" && isTextName(template) && { ownTexts: await readOwnTexts(storeId, template, locale) }),
  };
  return { ...email, kind: template as EmailKind, store, about, row, facts };
}

/** The laws that a request is under, for a letter that says what they ask for. */
export async function lawsOf(request: Pick<Request, "storeId" | "id">): Promise<Regime[]> {
  return (await regimesOf(request)).map(({ regime }) => regime);
}

/** The data of an email's event. */
type EventAbout = Partial<
  EventData<"export_ready"> &
    EventData<"delivery_code_requested"> &
    EventData<"delivery_started"> &
    EventData<"message_sent"> &
    Pick<EventData<"delivery_revoked">, "reason"> &
    EventData<"erasure_approved"> &
    EventData<"bulk_finished"> &
    EventData<"text_tested"> &
    EventData<"shop_removed">
>;

/** A sample of an email to customers, with the texts that a member tries out. */
function testOf(name: string, about: EventAbout, store: EmailFacts["store"]) {
  const kind = name as EmailKind<"customer">;
  const facts = { ...sampleFacts(store, about.locale ?? "", about.texts ?? {}), isTest: true };
  const row = { ...emailRow("customer", kind), mint: async () => sampleToken(kind), stillNeeded: () => true };
  return { kind, about, facts, row };
}

/** Whether an address is a member's who may download exports. */
async function mayDownload(storeId: string, address: string): Promise<boolean> {
  const membership = { storeId, merchant: { email: address }, role: { in: permissions["export.download"] } };
  return (await prisma().membership.count({ where: membership })) > 0;
}

/** The export that the event names, or the newest of its request. */
async function findExport(storeId: string, requestId: string | null, exportId: string | undefined) {
  if (!requestId) return null;
  return await prisma().export.findFirst({
    where: { storeId, requestId, ...(exportId && { id: exportId }) },
    orderBy: { createdAt: "desc" },
    select: { id: true, expiresAt: true },
  });
}

/** The act on many requests that the event names, as of now. */
async function findBulk(storeId: string, { bulkId: id = "", done: doneCount = 0 }: EventAbout) {
  const act = await prisma().bulkAct.findUnique({
    where: { storeId_id: { storeId, id } },
    select: { actorName: true, state: true },
  });
  return act && { actorName: act.actorName, isUndone: act.state !== "finished", doneCount };
}

/** What the store asks the customer: the message that the event names, or what the request's clock waits for now. */
async function findWords(
  of: string | undefined,
  { storeId, requestId }: { storeId: string; requestId: string | null },
  about: EventAbout,
): Promise<string | null> {
  if (of === "message") return await findMessage(storeId, about);
  if (of !== "pause" || !requestId) return null;
  const pause = await prisma().requestPause.findFirst({ where: { storeId, requestId, endedAt: null } });
  return pause?.question ?? null;
}

/** The name of the agent who made a request. */
async function findAgent(storeId: string, requestId: string | null) {
  const found = requestId
    ? await prisma().agent.findFirst({ where: { storeId, requestId }, select: { name: true } })
    : null;
  return found?.name ?? null;
}

async function findMessage(storeId: string, { messageId: id = "" }: EventAbout) {
  const found = await prisma().message.findUnique({ where: { storeId_id: { storeId, id } }, select: { text: true } });
  return found?.text ?? null;
}

/** The removed shop that the event names, as of now. */
async function findShop(storeId: string, { number = 0 }: EventAbout) {
  return await prisma().shopDeletion.findUnique({
    where: { storeId_number: { storeId, number } },
    select: { number: true, shop: true, dueAt: true, keptAt: true, deletedAt: true },
  });
}

/** The delivery that the event names, or the one that answered its request. */
async function findDelivery(
  storeId: string,
  requestId: string | null,
  { deliveryId, tooLarge = false }: { deliveryId?: string; tooLarge?: boolean },
  locale: string,
) {
  if (!requestId) return null;
  const found = await prisma().delivery.findFirst({
    where: { storeId, requestId, ...(deliveryId ? { id: deliveryId } : { deliveredAt: { not: null } }) },
    orderBy: { createdAt: "desc" },
    select: {
      method: true,
      state: true,
      createdByName: true,
      expiresAt: true,
      message: true,
      request: { select: { state: true } },
      export: { select: { searches: true, sources: true, redactions: true, ownSections: true } },
    },
  });
  if (!found) return null;
  const { export: made, ...delivery } = found;
  const searches = made
    ? listSearches(storedSearches.parse(made.searches), storedSources.parse(made.sources)).filter(
        ({ searched, failed }) => !searched || failed.length > 0,
      )
    : [];
  const withheld = made ? listWithheld(made, locale) : [];
  return { ...delivery, live: isLive(found), tooLarge, unsearched: searches, withheld };
}
