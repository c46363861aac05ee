import { hashAddress } from "@/lib/customer/erased-person";
import { prisma, type Transaction } from "@/lib/database";
import { buildSearchText } from "@/lib/search/fold-text";
import { type ErasurePlan, Prisma, type Request } from "@/prisma/generated/client";
import type { ErasureTarget } from "./lock-request";
import { eraseRequestData } from "./own-steps";

/** For how long an address is kept that the last letter could not be delivered to: staff may find another way. */
const UNDELIVERED_DAYS = 30;

/** Whether the customer of an erasure is written to. Shopify writes to those whose data it asks to erase itself. */
export function isWrittenTo({ email, source }: Pick<Request, "email" | "source">): boolean {
  return email !== null && source !== "shopify";
}

/**
 * Takes the person out of the request of a finished erasure, once its last letter was handed to the mail server and no other
 * email about it waits: reference, type, dates, steps, results, and who acted stay. Does nothing before that, and
 * nothing the second time.
 * @returns whether this call did.
 */
export async function reduceErased(target: ErasureTarget, now = new Date()): Promise<boolean> {
  const { storeId, requestId } = target;
  return await prisma().$transaction(async (transaction) => {
    await transaction.$queryRaw`SELECT 1 FROM request WHERE store_id = ${storeId}::uuid AND id = ${requestId}::uuid FOR UPDATE`;
    const request = await transaction.request.findFirst({
      where: { storeId, id: requestId },
      include: { erasurePlan: true },
    });
    const plan = request?.erasurePlan;
    if (!request || plan?.state !== "finished" || plan.reducedAt) return false;
    if (!(await isToldOf(transaction, target, request, plan, now))) return false;
    await reduce(transaction, target, request, now);
    return true;
  });
}

async function isToldOf(
  transaction: Transaction,
  target: ErasureTarget,
  request: Request,
  { finishedAt }: ErasurePlan,
  now: Date,
): Promise<boolean> {
  const waiting = await transaction.email.count({ where: { ...target, state: { in: ["queued", "retrying"] } } });
  if (waiting > 0) return false;
  if (!isWrittenTo(request)) return true;
  const letter = { ...target, audience: "customer" as const, template: "erased", state: "sent" as const };
  if ((await transaction.email.count({ where: letter })) > 0) return true;
  return finishedAt !== null && now.getTime() - finishedAt.getTime() > UNDELIVERED_DAYS * 86_400_000;
}

async function reduce(
  transaction: Transaction,
  target: ErasureTarget,
  { reference, email }: Pick<Request, "reference" | "email">,
  reducedAt: Date,
) {
  const { storeId, requestId } = target;
  const emailHash = email ? await hashAddress(transaction, { storeId, email }) : null;
  await eraseRequestData(transaction, target);
  await transaction.requestIdentity.deleteMany({ where: target });
  await transaction.requestRecord.deleteMany({ where: target });
  await transaction.note.deleteMany({ where: target });
  await transaction.requestPause.updateMany({ where: target, data: { question: "" } });
  await transaction.message.deleteMany({ where: target });
  await transaction.messageLink.deleteMany({ where: target });
  await transaction.messageCode.deleteMany({ where: target });
  await transaction.messageAccess.deleteMany({ where: target });
  await transaction.agent.deleteMany({ where: target });
  await transaction.email.deleteMany({ where: target });
  await transaction.verification.deleteMany({ where: target });
  await transaction.erasureLink.deleteMany({ where: target });
  await transaction.request.updateMany({
    where: { storeId, id: requestId },
    data: { ...NOBODY, personKey: `erased:${requestId}`, searchText: buildSearchText([reference]) },
  });
  // Raw, since the client does not have the column (prisma/schema/request.prisma).
  await transaction.$executeRaw`
    UPDATE request SET browser_hash = NULL, customer_id = NULL WHERE store_id = ${storeId}::uuid AND id = ${requestId}::uuid`;
  // Which browser and network a customer used, in what they did with links and codes: an event may lose these alone.
  await transaction.$executeRaw`
    UPDATE event SET data = data - '{record,browser,network}'::text[] WHERE store_id = ${storeId}::uuid AND request_id = ${requestId}::uuid`;
  await transaction.erasurePlan.updateMany({ where: target, data: { subject: {}, reducedAt, emailHash } });
  await transaction.erasureStep.updateMany({ where: target, data: { record: null, label: null } });
}

const NOBODY = {
  ...{ email: null, emailNormalized: null, emailVerified: false, platformCustomerId: null, platformSource: null },
  ...{ customerName: null, customerHint: null, phone: null, country: null, identityNote: null, formatLocale: null },
  ...{ refusalReason: null, extensionReason: null, answerNote: null, matchCount: 0 },
  lastSearch: Prisma.DbNull,
} satisfies Prisma.RequestUpdateManyMutationInput;
