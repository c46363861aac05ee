import { v7 as uuidv7 } from "uuid";
import { prisma } from "@/lib/database";
import { type EmailAddress, readEmailAddress, storedForms } from "@/lib/email-address";
import { isUniqueViolation, retryAfterRace, UserError } from "@/lib/error";
import { unexpired } from "@/lib/expiry";
import { limitRates } from "@/lib/http/rate-limit";
import { logSecurity } from "@/lib/observability/security-log";
import { createToken, hashToken, isToken } from "@/lib/token";
import { confirmPassword, type Proof } from "./change-password";
import { queueMerchantEmail } from "./queue-merchant-email";

/** How long both addresses have to confirm a change. */
export const EMAIL_CHANGE_HOURS = 24;

/**
 * Asks for a change of a signed-in merchant's address, in place of any earlier one. It is made once a link in an email to each
 * address has confirmed it, and either link stops it. Whether another merchant has the new address is told to nobody:
 * then it gets no email.
 * @throws UserError "passwordWrong", "emailSame" or "rateLimited".
 */
export async function requestEmailChange({
  email,
  locale,
  ...proof
}: Proof & { email: EmailAddress; locale: string }): Promise<void> {
  const { merchantId } = proof;
  const current = (await confirmPassword(proof)).email;
  if (storedForms(email.normalized).includes(current)) throw new UserError("emailSame");
  const waitSeconds = await limitRates(
    [
      ["mailByInbox", current],
      ["mailByInbox", email.normalized],
    ],
    ["mailByPossibleInbox", email.normalized],
  );
  const id = uuidv7();
  const expiresAt = new Date(Date.now() + EMAIL_CHANGE_HOURS * 3_600_000);
  // The unique index admits one change of a merchant: of two at once the later one replaces the other.
  await retryAfterRace(() =>
    prisma().$transaction(async (transaction) => {
      await transaction.emailChange.deleteMany({ where: { merchantId } });
      const change = { id, merchantId, email: email.address, expiresAt };
      await transaction.emailChange.create({ data: change, select: { id: true } });
      const shared = { locale, changeId: id };
      await queueMerchantEmail(transaction, { ...shared, kind: "email-change-current", to: current });
      const toNew = { ...shared, kind: "email-change-new", to: email.address } as const;
      await queueMerchantEmail(transaction, toNew, Math.ceil(waitSeconds));
    }),
  );
}

/**
 * Creates the link of one email about a change.
 * @returns its token; undefined where the change is over, or the new address is another merchant's.
 */
export async function mintEmailChangeLink(changeId: string, toNew: boolean): Promise<string | undefined> {
  const change = await prisma().emailChange.findFirst({
    where: { id: changeId, expiresAt: unexpired() },
    select: { email: true },
  });
  if (!change || (toNew && (await isTaken(change.email)))) return undefined;
  const token = createToken();
  const data = { tokenHash: hashToken(token), changeId, toNew };
  await prisma().emailChangeLink.create({ data, select: { changeId: true } });
  return token;
}

/** What a link asks to confirm; null for a change that was made, stopped or replaced, and for an unknown link alike. */
export async function readEmailChange(token: string) {
  if (!isToken(token)) return null;
  const link = await prisma().emailChangeLink.findFirst({
    where: { tokenHash: hashToken(token), change: { expiresAt: unexpired() } },
    select: {
      toNew: true,
      change: {
        select: {
          ...{ id: true, merchantId: true, email: true, currentConfirmedAt: true, newConfirmedAt: true },
          merchant: { select: { email: true } },
        },
      },
    },
  });
  if (!link) return null;
  const { toNew, change } = link;
  const { merchant, currentConfirmedAt, newConfirmedAt, ...rest } = change;
  const isConfirmed = (toNew ? newConfirmedAt : currentConfirmedAt) !== null;
  return { ...rest, current: merchant.email, toNew, isConfirmed };
}

/**
 * Confirms a change for one of the two addresses. Once both have, it is made, and links to set the password that went to the
 * former address are void.
 * @returns whether it is made.
 * @throws UserError "linkInvalid", or "emailTaken" where the new address has become another merchant's.
 */
export async function confirmEmailChange(token: string): Promise<boolean> {
  const change = await readEmailChange(token);
  if (!change) throw new UserError("linkInvalid");
  const { id, merchantId, toNew } = change;
  const now = new Date();
  if (await isTaken(change.email)) throw new UserError("emailTaken");
  try {
    const made = await prisma().$transaction(async (transaction) => {
      // Two who confirm at the same time wait for each other here, so that the second sees both.
      const { count } = await transaction.emailChange.updateMany({
        where: { id, expiresAt: unexpired(now) },
        data: toNew ? { newConfirmedAt: now } : { currentConfirmedAt: now },
      });
      if (count === 0) throw new UserError("linkInvalid");
      const where = { id, currentConfirmedAt: { not: null }, newConfirmedAt: { not: null } };
      const complete = await transaction.emailChange.deleteMany({ where });
      if (complete.count === 0) return false;
      const email = readEmailAddress(change.email).normalized;
      await transaction.merchant.update({ where: { id: merchantId }, data: { email }, select: { id: true } });
      await transaction.passwordToken.updateMany({ where: { merchantId, usedAt: null }, data: { usedAt: now } });
      return true;
    });
    if (made) logSecurity("email changed", { merchantId });
    return made;
  } catch (error) {
    throw isUniqueViolation(error) ? new UserError("emailTaken") : error;
  }
}

/**
 * Stops a change by a link. Who stops it at the current address did not ask for it, so someone else knows their password: all of
 * their sessions end.
 * @throws UserError "linkInvalid".
 */
export async function stopEmailChange(token: string): Promise<void> {
  const change = await readEmailChange(token);
  const { count } = await prisma().emailChange.deleteMany({ where: { id: change?.id ?? uuidv7() } });
  if (!change || count === 0) throw new UserError("linkInvalid");
  const { merchantId, toNew } = change;
  logSecurity("email change stopped", { merchantId, kind: toNew ? "new address" : "current address" });
  if (!toNew) await prisma().session.deleteMany({ where: { kind: "merchant", merchantId } });
}

/** The change of a merchant's address that waits to be confirmed, if any. */
export async function pendingEmailChange(merchantId: string) {
  return await prisma().emailChange.findFirst({
    where: { merchantId, expiresAt: unexpired() },
    select: { email: true, currentConfirmedAt: true, newConfirmedAt: true, expiresAt: true },
  });
}

/** Withdraws the change of one's own address. One that is over already makes no difference. */
export async function withdrawEmailChange(merchantId: string): Promise<void> {
  await prisma().emailChange.deleteMany({ where: { merchantId } });
}

async function isTaken(email: string): Promise<boolean> {
  const forms = storedForms(readEmailAddress(email).normalized);
  return (await prisma().merchant.findFirst({ where: { email: { in: forms } }, select: { id: true } })) !== null;
}
