import { hashRecord } from "@/lib/customer/erased-person";
import { prisma } from "@/lib/database";
import { logger } from "@/lib/logger";
import { failureOf } from "@/lib/source/failure-of";
import { failureLevel, OutboundError } from "@/lib/source/outbound-http/outbound-error";
import type { CustomerSource } from "@/lib/source/source";
import { truncate } from "@/lib/storable-text";
import type { ErasureStep, Prisma } from "@/prisma/generated/client";
import { erasureSubject } from "./erasure-subject";
import type { ErasureTarget } from "./lock-request";

/** After which a source that was asked is asked again: whoever asked it was killed. */
const ASKED_MINUTES = 10;
const MAX_WORDS = 20;
const MAX_WORDS_LENGTH = 300;

/** Prisma: the live steps that a run has to ask for. */
export function waitingLive(target: ErasureTarget): Prisma.ErasureStepWhereInput {
  const before = new Date(Date.now() - ASKED_MINUTES * 60_000);
  return {
    ...target,
    kind: "live",
    OR: [{ state: { in: ["pending", "failed"] } }, { state: "asking", askedAt: { lt: before } }],
  };
}

/**
 * Asks a live source to erase one record, outside of any transaction, and stores what it answered. Of two runs at once, one
 * asks. A failure is stored, and tried again by the next run.
 * @returns whether it answered.
 */
export async function askSource(
  target: ErasureTarget,
  { number, source, record }: ErasureStep,
  sources: CustomerSource[],
  signal: AbortSignal,
): Promise<boolean> {
  const { storeId } = target;
  const { count } = await prisma().erasureStep.updateMany({
    where: { AND: [waitingLive(target)], storeId, number },
    data: { state: "asking", askedAt: new Date(), attempts: { increment: 1 } },
  });
  if (count === 0) return true;
  const conclude = (data: Prisma.ErasureStepUpdateManyMutationInput) =>
    prisma().erasureStep.updateMany({ where: { ...target, number, state: "asking" }, data });
  try {
    const plan = await prisma().erasurePlan.findUniqueOrThrow({ where: { storeId_requestId: target } });
    const { emails } = erasureSubject.parse(plan.subject);
    const erase = sources.find(({ name, can }) => name === source && can.erase)?.erase;
    if (!erase) throw new OutboundError("disconnected");
    const link = await prisma().requestRecord.findFirst({
      where: { ...target, source: source ?? "", record: record ?? "" },
      select: { reason: true, actorKind: true },
    });
    const isLinkedById = link?.reason === "account" || link?.actorKind === "merchant";
    // The same at each try, so that the system does it once.
    const act = `${target.requestId}-${number}`;
    const { state, retained, note } = await erase({ storeId, record: record ?? "", emails, isLinkedById, act }, signal);
    const words = (text: string) => truncate(withoutAddresses(text, emails), MAX_WORDS_LENGTH);
    const kept = retained.slice(0, MAX_WORDS).map(words);
    const erased = kept.length > 0 ? "retained" : "done";
    // Where the system has anything to erase, it may tell that it did: see confirm-erasure.ts.
    const key = { storeId, source: source ?? "", record: record ?? "" };
    const recordHash = await prisma().$transaction((transaction) => hashRecord(transaction, key));
    await conclude({
      ...{ state: state === "erased" ? erased : state, retained: kept, error: null, doneAt: new Date() },
      ...(state !== "nothing" && { recordHash }),
      note: note ? words(note) : null,
    });
    return true;
  } catch (error) {
    if (signal.aborted) {
      await conclude({ state: "pending" });
      throw error;
    }
    logger[failureLevel(error)]({ err: error, ...target, number, source }, "a source did not erase a record");
    await conclude({ state: "failed", error: failureOf(error) });
    return false;
  }
}

/** What a system says stays with the request, which keeps nothing of the person: their addresses are left out. */
function withoutAddresses(text: string, emails: string[]): string {
  const literal = (email: string) => new RegExp(email.replace(/\W/g, "\\$&"), "gi");
  return emails.reduce((left, email) => left.replace(literal(email), "…"), text);
}
