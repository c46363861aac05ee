import { customerOfRecord, RECORDS_SOURCE } from "@/lib/customer/record-names";
import { prisma } from "@/lib/database";
import { storedForms } from "@/lib/email-address";
import { recordEvent } from "@/lib/event/record-event";
import { logger } from "@/lib/logger";
import { failureOf } from "@/lib/source/failure-of";
import { failureLevel } from "@/lib/source/outbound-http/outbound-error";
import { sourcesOf } from "@/lib/source/registry";
import type { CustomerSource } from "@/lib/source/source";
import { isObjection } from "@/lib/subject/start-matching";
import { withdrawConsents } from "./withdraw-consents";

interface Target {
  storeId: string;
  requestId: string;
}

const actor = { kind: "system" } as const;

/**
 * Has an open objection or opt-out take effect: the person's consents in the imported records are withdrawn, and each linked
 * record of a connection that can and may is told. A second run does again only what failed.
 * @param signal stops it.
 * @param sources what to ask instead of the store's connections.
 * @returns whether nothing failed.
 */
export async function applyObjection(
  { storeId, requestId }: Target,
  signal: AbortSignal,
  sources?: CustomerSource[],
): Promise<boolean> {
  const request = await prisma().request.findUnique({
    where: { storeId_id: { storeId, id: requestId } },
    select: {
      ...{ type: true, state: true, emailNormalized: true, emailVerified: true },
      identities: { where: { kind: "email", proof: { not: null } }, select: { value: true } },
      records: { where: { state: "accepted" }, select: { source: true, record: true, reason: true } },
      objectionSteps: true,
    },
  });
  if (request?.state !== "open" || !isObjection(request.type)) return true;
  const { type, emailNormalized, emailVerified, identities, records, objectionSteps } = request;
  const isOptOut = type === "opt_out";
  // Anyone may opt out for the address that they state; an objection is the proved person's.
  const stated = emailNormalized !== null && (isOptOut || emailVerified) ? storedForms(emailNormalized) : [];
  const customerIds = records.flatMap(({ source, record }) =>
    source === RECORDS_SOURCE ? (customerOfRecord(record) ?? []) : [],
  );
  const emails = [...new Set([...identities.flatMap(({ value }) => storedForms(value)), ...stated])];
  await withdrawConsents({ storeId, requestId }, isOptOut ? "opt_out" : "objection", { customerIds, emails });

  const live = records.filter(({ source }) => source !== RECORDS_SOURCE);
  if (live.length === 0) return true;
  const all = sources ?? (await sourcesOf({ storeId }));
  let isWhole = true;
  for (const { source: name, record, reason } of live) {
    const step = objectionSteps.find((one) => one.source === name && one.record === record);
    const source = all.find((one) => one.name === name);
    if ((step && step.state !== "failed") || !source?.can.object || !source.object) continue;
    const what = { marketing: !isOptOut, sale: isOptOut };
    const who = { storeId, record, emails, isLinkedById: reason !== "address", act: `${requestId}-${name}-${record}` };
    const answer = await source.object(who, what, signal).catch((error: unknown) => {
      if (signal.aborted) throw error;
      logger[failureLevel(error)]({ err: error, requestId, source: name }, "an objection could not be passed on");
      return { state: "failed" as const, note: failureOf(error) };
    });
    isWhole &&= answer.state !== "failed";
    await writeStep({ storeId, requestId, source: name, record }, answer, step?.state);
  }
  return isWhole;
}

/** What a connection said, with its event where it said something new. */
async function writeStep(
  key: Target & { source: string; record: string },
  { state, note }: { state: "done" | "queued" | "nothing" | "failed"; note?: string | undefined },
  before: string | undefined,
): Promise<void> {
  const { storeId, requestId, source } = key;
  const row = { state, note: note?.slice(0, 500) ?? null, at: new Date() };
  await prisma().$transaction(async (transaction) => {
    await transaction.objectionStep.upsert({
      where: { storeId_requestId_source_record: key },
      create: { ...key, ...row },
      update: row,
    });
    if (state !== before)
      await recordEvent(transaction, {
        ...{ storeId, requestId, actor, type: "objection_passed_on" },
        data: { source, state },
      });
  });
}
