import { nameRequest } from "@/lib/customer/customer-links";
import { customerLinks } from "@/lib/customer/record-names";
import { prisma, type Transaction } from "@/lib/database";
import { recordEvent } from "@/lib/event/record-event";
import { logger } from "@/lib/logger";
import { enqueue } from "@/lib/queue/enqueue";
import { failureLevel } from "@/lib/source/outbound-http/outbound-error";
import { sourcesOf } from "@/lib/source/registry";
import type { Clues, CustomerSource, Match } from "@/lib/source/source";
import { isStorable, truncate } from "@/lib/storable-text";
import type { RequestIdentity, RequestType } from "@/prisma/generated/client";
import { clueKindsOf, type SearchManifest } from "./search-manifest";
import { settleLaws } from "./settle-laws";
import { isObjection } from "./start-matching";
import { readLastSearch } from "./subject-of-request";

/** How many records are proposed for one request, whatever the number of its sources: a person decides about each. */
const MAX_PROPOSALS = 20;
/** People choose their names at a shop themselves. */
const MAX_LABEL_LENGTH = 300;

interface Target {
  storeId: string;
  requestId: string;
}

/**
 * Looks for the records of the person who asks in every source, and ends the search: what is theirs by itself is linked,
 * what may be is proposed, and the store is told of a new request. Of two runs at once, one ends it; one that was begun
 * before something more became known leaves it to the other. Does nothing where no search is under way.
 * @param signal stops it.
 * @throws what a source throws that does not answer, unless `goWithout`: then the history names it.
 */
export async function matchSubject(
  { storeId, requestId }: Target,
  signal: AbortSignal,
  { goWithout = false, sources }: { goWithout?: boolean; sources?: CustomerSource[] } = {},
): Promise<void> {
  const request = await prisma().request.findUnique({
    where: { storeId_id: { storeId, id: requestId } },
    select: {
      type: true,
      matchingSince: true,
      identities: true,
      records: { select: { source: true, record: true, state: true } },
    },
  });
  if (!request?.matchingSince) return;
  const { type, matchingSince, identities, records } = request;
  const failed: string[] = [];
  const dropped: Record<string, number> = {};
  const asked = sources ?? (await sourcesOf({ storeId }));
  const search: SearchManifest = { sources: [] };
  const answers = await Promise.all(
    asked.map(async (source, index): Promise<Found[]> => {
      const clues = cluesFor(source.name, storeId, type, identities, records);
      const manifest: SearchManifest["sources"][number] = {
        ...{ source: source.name, title: source.title ?? null, askedBy: clueKindsOf(clues), answeredAt: null },
      };
      search.sources[index] = manifest;
      try {
        const matches = await source.match(clues, signal, (count) => {
          dropped[source.name] = count;
        });
        manifest.answeredAt = new Date().toISOString();
        const own = ownRecords(matches, clues.records.length > 0);
        return matches.map((one) => ({
          source: source.name,
          ...one,
          state: own.includes(one) ? "accepted" : "proposed",
        }));
      } catch (error) {
        if (!goWithout || signal.aborted) throw error;
        logger[failureLevel(error)](
          { err: error, requestId, source: source.name },
          "a source did not say whose records it holds",
        );
        failed.push(source.name);
        return [];
      }
    }),
  );
  await prisma().$transaction((transaction) =>
    endMatching(transaction, { storeId, requestId }, matchingSince, answers.flat(), { type, failed, dropped, search }),
  );
}

/** A match of a source, and what becomes of it by itself. */
type Found = Match & { source: string; state: "accepted" | "proposed" };

/**
 * What a source holds of a person without anybody's decision: the account that the store signed in, else the one record
 * whose present address is the proved one. Where several have it, they may be a household's; and what staff or a sign-in
 * linked before is not joined by another.
 */
function ownRecords(matches: Match[], hasRecords: boolean): Match[] {
  const accounts = matches.filter(({ reason }) => reason === "account");
  const byAddress = matches.filter(({ reason }) => reason === "address");
  if (accounts.length > 0) return accounts;
  return byAddress.length === 1 && !hasRecords ? byAddress : [];
}

/** What a source may be asked by. An id is compared in the source alone whose ids its issuer means. */
function cluesFor(
  source: string,
  storeId: string,
  type: RequestType,
  identities: RequestIdentity[],
  records: { source: string; record: string; state: string }[],
): Clues {
  const known = (kind: RequestIdentity["kind"]) => identities.filter((identity) => identity.kind === kind);
  return {
    storeId,
    platformIds: known("platform_id").flatMap((id) => (id.source === source && id.proof ? [id.value] : [])),
    emails: known("email").flatMap(({ value, issuer, proof, at }) => {
      // Anyone can register, or ask, under another's address.
      const isProved = proof === "link" || proof === "handoff" || proof === "openid";
      // Nobody may be asked to prove an opt-out: what may be theirs is proposed.
      return isProved || issuer === "staff" || issuer === "webhook" || type === "opt_out"
        ? [{ emailNormalized: value, provedAt: isProved ? at : null }]
        : [];
    }),
    phones: known("phone").map(({ value }) => value),
    records: records.flatMap((one) => (one.source === source && one.state === "accepted" ? [one.record] : [])),
  };
}

type Ending = { type: RequestType; failed: string[]; dropped: Record<string, number>; search: SearchManifest };
async function endMatching(
  transaction: Transaction,
  { storeId, requestId }: Target,
  matchingSince: Date,
  found: Found[],
  { type, failed, dropped, search }: Ending,
): Promise<void> {
  const { count: ended } = await transaction.request.updateMany({
    where: { storeId, id: requestId, matchingSince },
    data: { matchingSince: null, lastSearch: search },
  });
  if (ended === 0) return;
  const accepted = await put(
    transaction,
    { storeId, requestId },
    found.filter(({ state }) => state === "accepted"),
  );
  const waiting = await transaction.requestRecord.count({ where: { storeId, requestId, state: "proposed" } });
  const further = found.filter(({ state }) => state === "proposed").slice(0, Math.max(0, MAX_PROPOSALS - waiting));
  const proposed = await put(transaction, { storeId, requestId }, further);
  const linked = await transaction.requestRecord.count({ where: { storeId, requestId, ...customerLinks } });
  const matchCount = linked || found.filter(({ reason }) => reason === "address").length;
  await transaction.request.updateMany({ where: { storeId, id: requestId }, data: { matchCount } });
  if (linked > 0) {
    await nameRequest(transaction, { storeId, requestId });
    await settleLaws(transaction, { storeId, requestId });
  }
  // A further search that brings nothing new is no news.
  const hasDropped = Object.keys(dropped).length > 0;
  // Exports name what the last search in the history lacked.
  const before = await readLastSearch(transaction, { storeId, requestId });
  const isOver = before.failed !== undefined || before.dropped !== undefined;
  if (accepted + proposed + failed.length > 0 || hasDropped || isOver || linked + waiting === 0)
    await recordEvent(transaction, {
      ...{ storeId, requestId, type: "subject_matched", actor: { kind: "system" } },
      data: { accepted, proposed, ...(failed.length > 0 && { failed }), ...(hasDropped && { dropped }) },
    });
  await notifyAgain(transaction, { storeId, requestId });
  if (isObjection(type)) await enqueue(transaction, "apply-objection", { storeId, requestId });
}

/**
 * Writes records that the request does not have yet. What staff decided about stays; what was only proposed may be theirs
 * by itself now.
 * @returns how many were written.
 */
async function put(transaction: Transaction, request: Target, found: Found[]): Promise<number> {
  const data = found.map(({ label, ...one }) => {
    // A name that cannot be stored would keep this search, and each export, from ever ending.
    const text = isStorable(label) ? truncate(label, MAX_LABEL_LENGTH) : one.record;
    return { ...request, ...one, label: text, actorKind: "system" as const };
  });
  let { count } = await transaction.requestRecord.createMany({ data, skipDuplicates: true });
  for (const { source, record, reason, state } of found) {
    if (state !== "accepted") continue;
    const promoted = await transaction.requestRecord.updateMany({
      where: { ...request, source, record, state: "proposed" },
      data: { state, reason, at: new Date() },
    });
    count += promoted.count;
  }
  return count;
}

/** The store's email about a new request says what was found: see lib/notification/notify.job.ts. */
async function notifyAgain(transaction: Transaction, { storeId, requestId }: Target): Promise<void> {
  const events = await transaction.event.findMany({
    where: { storeId, requestId, type: { in: ["request_made", "request_verified"] } },
    select: { id: true },
  });
  for (const { id: eventId } of events) await enqueue(transaction, "notify", { storeId, eventId });
}
