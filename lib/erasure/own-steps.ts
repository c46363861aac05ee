import { anonymizeOrders } from "@/lib/customer/anonymize-orders";
import { customerOfRecord } from "@/lib/customer/record-names";
import type { Transaction } from "@/lib/database";
import { storedForms } from "@/lib/email-address";
import { deriveGuests } from "@/lib/import/derive-guests";
import { lockStore } from "@/lib/import/put-rows";
import type { ErasureStep } from "@/prisma/generated/client";
import { type ErasureSubject, otherRequests } from "./erasure-subject";
import type { ErasureTarget } from "./lock-request";
import {
  eraseAdded,
  eraseMessageFiles,
  eraseProfile,
  eraseSignIns,
  findOrders,
  looseEmails,
  ownAddress,
  rememberCustomer,
  rememberOrders,
} from "./own-rows";
import type { ErasedRows, StepKind } from "./plan-erasure";

/** What a step erased in one transaction, and whether it is done; else it goes on in the next one. */
interface StepResult {
  rows: ErasedRows;
  isDone: boolean;
}

type OwnStep = (
  transaction: Transaction,
  target: ErasureTarget,
  subject: ErasureSubject,
  step: Pick<ErasureStep, "record"> & { startedAt: Date },
) => Promise<StepResult>;

/** What Dossier itself erases, each in one transaction or in several: done again, it finds nothing left. */
export const ownSteps: { [K in StepKind]?: OwnStep } = {
  /** One request a transaction, since an archive may be large. What the person has asked for since stays. */
  requests: async (transaction, { storeId, requestId }, subject, { startedAt }) => {
    const earlier = { state: { not: "open" }, createdAt: { lte: startedAt } } as const;
    const other = await transaction.request.findFirst({
      where: { AND: [otherRequests(storeId, requestId, subject), earlier], storeId },
      orderBy: { id: "asc" },
      select: { id: true },
    });
    if (!other) return { rows: {}, isDone: true };
    await eraseRequest(transaction, storeId, other.id);
    return { rows: { requests: 1 }, isDone: false };
  },

  customer: async (transaction, { storeId }, _, { record }) => {
    await lockStore(transaction, storeId);
    const customerId = customerOfRecord(record ?? "") ?? "";
    const whose = { storeId, customerId };
    const customer = await transaction.customer.findUnique({
      where: { storeId_id: { storeId, id: customerId } },
      select: { platformId: true, emailNormalized: true },
    });
    if (!customer) return { rows: {}, isDone: true };
    const found = await findOrders(transaction, storeId, { customerIds: [customerId] });
    const [addresses, consents] = [
      await transaction.address.count({ where: whose }),
      await transaction.consent.count({ where: whose }),
    ];
    const emails = await ownAddress(transaction, { ...whose, ...customer });
    await rememberCustomer(transaction, whose, { ...customer, ...found, emails });
    const { kept, erased } = await anonymizeOrders(transaction, { storeId, ...found });
    await eraseProfile(transaction, storeId, customerId);
    // Guests' orders under an address that is not proved are still somebody's.
    if (customer.emailNormalized)
      await deriveGuests(transaction, storeId, storedForms(customer.emailNormalized), new Date());
    return { rows: { profile: 1, addresses, orders: erased, keptOrders: kept, consents }, isDone: true };
  },

  orders: async (transaction, { storeId }, { emails, orderIds }) => {
    await lockStore(transaction, storeId);
    const found = await findOrders(transaction, storeId, { emails, orderIds });
    await rememberOrders(transaction, storeId, { emails, orderIds: found.orderIds });
    const { kept, erased } = await anonymizeOrders(transaction, { storeId, ...found });
    await deriveGuests(transaction, storeId, emails, new Date());
    return { rows: { orders: erased, keptOrders: kept }, isDone: true };
  },

  files: async (transaction, target) => ({ rows: await eraseRequestData(transaction, target), isDone: true }),

  sign_ins: async (transaction, { storeId }, subject) => {
    const emails = await transaction.email.count({ where: looseEmails(storeId, subject.emails) });
    await eraseSignIns(transaction, storeId, subject);
    return { rows: { emails }, isDone: true };
  },
};

/** Prisma: the steps that a run has to do itself, or ask for first. */
export const waitingOwn = { state: "pending", kind: { not: "by_hand" } } as const;

/** Erases what belongs to a request besides its history: exports with their archives, deliveries, what was added by hand. */
export async function eraseRequestData(transaction: Transaction, target: ErasureTarget) {
  const { storeId } = target;
  const exports = await transaction.export.findMany({ where: target, select: { id: true } });
  const added = await transaction.addedItem.findMany({ where: target, select: { id: true } });
  const exportIds = exports.map(({ id }) => id);
  await transaction.delivery.deleteMany({ where: target });
  // No foreign key leads to the bytes.
  await transaction.exportChunk.deleteMany({ where: { storeId, exportId: { in: exportIds } } });
  await transaction.export.deleteMany({ where: { storeId, id: { in: exportIds } } });
  await eraseAdded(
    transaction,
    storeId,
    added.map(({ id }) => id),
  );
  await eraseMessageFiles(transaction, target);
  return { exports: exports.length, added: added.length };
}

/** Erases a request with everything that belongs to it, and counts it as those are whose time is over (erase-records.ts). */
async function eraseRequest(transaction: Transaction, storeId: string, requestId: string): Promise<void> {
  await eraseRequestData(transaction, { storeId, requestId });
  await transaction.$executeRaw`
    WITH gone AS (
      DELETE FROM request WHERE store_id = ${storeId}::uuid AND id = ${requestId}::uuid
      RETURNING store_id, coalesce(closed_at, created_at) AS ended_at, type, source, state
    )
    INSERT INTO erased_requests (store_id, month, type, source, state, count)
    SELECT store_id, date_trunc('month', ended_at AT TIME ZONE 'UTC')::date, type, source, state, 1 FROM gone
    ON CONFLICT (store_id, month, type, source, state) DO UPDATE SET count = erased_requests.count + 1`;
}
