import { readEmailAddress } from "@/lib/email-address";
import type { LinkReason } from "@/lib/event/link-reasons";
import { logger } from "@/lib/logger";
import { isSamePhone, phoneDigits } from "@/lib/phone-number";
import type { ConnectionKey } from "./connection/connection";
import type { Clues } from "./source";

/** Fewer digits are an extension or a slip, which many people share. */
export const MIN_PHONE_DIGITS = 7;

/** Whether two phone numbers, as they were written, are one, and long enough to tell people apart. */
export function isOnePhone(one: string, other: string): boolean {
  const [digits, others] = [phoneDigits(one, undefined), phoneDigits(other, undefined)];
  return Math.min(digits.length, others.length) >= MIN_PHONE_DIGITS && isSamePhone(digits, others);
}

/** Why a record is the person's, or may be, by what its system says of it; undefined where that fits nothing that was asked. */
export function reasonFor(
  { record, email, phone }: { record: string; email?: string | null | undefined; phone?: string | null | undefined },
  clues: Clues,
): LinkReason | undefined {
  if (clues.platformIds.includes(record)) return "account";
  const normalized = email ? readEmailAddress(email).normalized : undefined;
  const known = clues.emails.find(({ emailNormalized }) => emailNormalized === normalized);
  if (known) return known.provedAt ? "address" : "stated_address";
  return phone && clues.phones.some((each) => isOnePhone(each, phone)) ? "same_phone" : undefined;
}

/** Tells of records that a system named and that fit nothing that it was asked for: how many, and nothing of them. */
export function tellDropped(
  { storeId, number }: ConnectionKey,
  dropped: number,
  drop: ((records: number) => void) | undefined,
): void {
  if (dropped === 0) return;
  drop?.(dropped);
  logger.warn({ storeId, connection: number, dropped }, "records that nobody asked for");
}
