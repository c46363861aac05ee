import { UserError } from "@/lib/error";
import type { Regime } from "@/prisma/generated/enums";

/** For how many months at least a law has a store keep the records of requests, and of how it answered: 11 CCR 7101(a). */
const minRetentionMonths: Partial<Record<Regime, number>> = { ccpa: 24 };

/** @throws UserError "retentionTooShort" where a store erases the records of closed requests before its laws let it. */
export function requireRetention({
  retentionMonths,
  otherLaws,
}: {
  retentionMonths: number;
  otherLaws: Regime[];
}): void {
  const months = Math.max(0, ...otherLaws.map((law) => minRetentionMonths[law] ?? 0));
  if (retentionMonths < months) throw new UserError("retentionTooShort", { months });
}
