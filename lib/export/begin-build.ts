import { randomBytes } from "node:crypto";
import { wrapSecret } from "@/lib/crypto";
import { prisma } from "@/lib/database";
import type { Build } from "./chunk-store";
import { deleteBytes } from "./delete-bytes";
import { type ExportKey, keyPurpose } from "./export-key";
import { leftOutSchema } from "./leave-out-secrets";
import { redactionSchema } from "./redaction";
import type { Original } from "./reviewed-rows";
import { storedSources } from "./stored-sources";

/** A build that has begun, and the request that it is for. */
export interface BegunBuild {
  build: Build;
  startedAt: Date;
  request: NonNullable<Awaited<ReturnType<typeof findRequest>>>;
  /** What a reviewed copy is made from; undefined for an export of the store's data. */
  original: Original | undefined;
}

/**
 * Begins a run of an export's job: the bytes of an earlier one are deleted, a fresh key is made, and
 * the attempt counted, by which a run that is still at work elsewhere finds itself taken over.
 * @returns undefined where the export is not queued or collecting.
 */
export async function beginBuild({ storeId, exportId }: ExportKey): Promise<BegunBuild | undefined> {
  const key = randomBytes(32);
  const startedAt = new Date();
  const taken = await prisma().$transaction(async (transaction) => {
    // First the row, which waits for chunks that are just being written; then the chunks.
    const [row] = await transaction.export.updateManyAndReturn({
      where: { storeId, id: exportId, state: { in: ["queued", "collecting"] } },
      data: {
        state: "collecting",
        wrappedKey: wrapSecret(key, keyPurpose({ storeId, exportId })),
        startedAt,
        section: null,
        rowsCollected: 0,
        rowsExpected: null,
        sources: [],
        attempts: { increment: 1 },
      },
      select: { attempts: true, requestId: true, reviewOfId: true, redactions: true },
    });
    if (row && row.attempts > 1) await deleteBytes(transaction, { storeId, exportId });
    return row;
  });
  const request = taken && (await findRequest(storeId, taken.requestId));
  if (!request) return undefined;
  const original = taken.reviewOfId ? await findOriginal(storeId, taken.reviewOfId, taken.redactions) : undefined;
  return { build: { storeId, exportId, attempt: taken.attempts, key }, startedAt, request, original };
}

/** The original with what the copy leaves out; whether its bytes are still there shows when they are read. */
async function findOriginal(storeId: string, exportId: string, redactions: unknown): Promise<Original> {
  const { sources, leftOut } = await prisma().export.findUniqueOrThrow({
    where: { storeId_id: { storeId, id: exportId } },
    select: { sources: true, leftOut: true },
  });
  return {
    storeId,
    exportId,
    sources: storedSources.parse(sources),
    leftOut: leftOutSchema.array().parse(leftOut),
    redactions: redactionSchema.array().parse(redactions),
  };
}

async function findRequest(storeId: string, requestId: string) {
  const store = await prisma().store.findUnique({
    where: { id: storeId },
    select: { name: true, contactEmail: true, exportLifetimeDays: true, recordLifetimeMonths: true },
  });
  const request = await prisma().request.findUnique({
    where: { storeId_id: { storeId, id: requestId } },
    select: {
      storeId: true,
      id: true,
      reference: true,
      source: true,
      email: true,
      emailNormalized: true,
      emailVerified: true,
      customerId: true,
      customerName: true,
      locale: true,
      createdAt: true,
    },
  });
  return store && request && { ...request, store };
}
