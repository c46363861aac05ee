import type { Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { RequestState } from "@/prisma/generated/client";
import { type Correction, MAX_CORRECTION_LENGTH } from "./correction-fields";

/**
 * Adds what the customer of a correction wrote, or staff wrote down: to what is open, more is added; what a stranger typed
 * under the address before its proof is replaced.
 * @throws UserError "correctionFull".
 */
export async function addCorrection(
  transaction: Transaction,
  target: { storeId: string; requestId: string },
  state: RequestState,
  added: Correction,
): Promise<void> {
  const where = { storeId_requestId: target };
  const before = state === "open" ? await transaction.correction.findUnique({ where }) : null;
  const join = (former: string | undefined, text: string) => (former ? `${former}\n\n${text}` : text);
  const texts = { wrong: join(before?.wrong, added.wrong), right: join(before?.right, added.right) };
  if (Math.max(texts.wrong.length, texts.right.length) > 4 * MAX_CORRECTION_LENGTH)
    throw new UserError("correctionFull");
  await transaction.correction.upsert({ where, create: { ...target, ...texts }, update: texts });
}
