import { v7 as uuidv7 } from "uuid";
import { prisma } from "@/lib/database";
import { type EmailAddress, readEmailAddress, storedForms } from "@/lib/email-address";
import { isUniqueViolation, UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { limitRates } from "@/lib/http/rate-limit";
import { queueMerchantEmail } from "@/lib/sign-in/queue-merchant-email";
import type { Role } from "@/prisma/generated/client";

/** How long an invitation is valid, from the last time it was sent. */
export const INVITATION_DAYS = 7;

interface InvitationAct {
  storeId: string;
  invitationId: string;
  actor: MerchantActor;
}

/**
 * Invites someone to a store's team by email. The worker makes the link when it sends it.
 * @param invitation.locale the language of the email.
 * @throws UserError "memberAlready", "invitedAlready" or "rateLimited".
 */
export async function inviteMember({
  storeId,
  email,
  role,
  locale,
  actor,
}: {
  storeId: string;
  email: EmailAddress;
  role: Role;
  locale: string;
  actor: MerchantActor;
}): Promise<void> {
  const forms = storedForms(email.normalized);
  const where = { storeId, merchant: { email: { in: forms } } };
  if (await prisma().membership.findFirst({ where, select: { role: true } })) throw new UserError("memberAlready");
  const invited = { storeId, emailNormalized: email.normalized };
  if (await prisma().invitation.findFirst({ where: invited, select: { id: true } }))
    throw new UserError("invitedAlready");
  const waitSeconds = await countInvitation(storeId, email.normalized);
  const id = uuidv7();
  const row = { ...invited, id, email: email.address, role, invitedByName: actor.name, expiresAt: expiry() };
  try {
    await prisma().$transaction(async (transaction) => {
      await transaction.invitation.create({ data: row, select: { id: true } });
      await recordEvent(transaction, { storeId, type: "member_invited", actor, data: { invitationId: id, role } });
      const sent = { kind: "invitation", to: email.address, locale, storeId, invitationId: id } as const;
      await queueMerchantEmail(transaction, sent, waitSeconds);
    });
  } catch (error) {
    throw isUniqueViolation(error) ? new UserError("invitedAlready") : error;
  }
}

/**
 * Sends an invitation again, which is then valid for its whole time again; links sent before are valid as long.
 * @returns the address.
 * @throws UserError "invitationGone" or "rateLimited".
 */
export async function resendInvitation({
  storeId,
  invitationId,
  locale,
  actor,
}: InvitationAct & { locale: string }): Promise<string> {
  const found = await prisma().invitation.findUnique({
    where: { storeId_id: { storeId, id: invitationId } },
    select: { email: true },
  });
  if (!found) throw new UserError("invitationGone");
  const waitSeconds = await countInvitation(storeId, readEmailAddress(found.email).normalized);
  await prisma().$transaction(async (transaction) => {
    const { count } = await transaction.invitation.updateMany({
      where: { storeId, id: invitationId },
      data: { expiresAt: expiry(), emailFailed: false },
    });
    if (count === 0) throw new UserError("invitationGone");
    await recordEvent(transaction, { storeId, type: "invitation_resent", actor, data: { invitationId } });
    const sent = { kind: "invitation", to: found.email, locale, storeId, invitationId } as const;
    await queueMerchantEmail(transaction, sent, waitSeconds);
  });
  return found.email;
}

/** Withdraws an invitation: its links accept nothing any more. @throws UserError "invitationGone". */
export async function withdrawInvitation({ storeId, invitationId, actor }: InvitationAct): Promise<void> {
  await prisma().$transaction(async (transaction) => {
    const { count } = await transaction.invitation.deleteMany({ where: { storeId, id: invitationId } });
    if (count === 0) throw new UserError("invitationGone");
    await recordEvent(transaction, { storeId, type: "invitation_withdrawn", actor, data: { invitationId } });
  });
}

/** @returns for how many seconds the email has to wait. */
async function countInvitation(storeId: string, normalized: string): Promise<number> {
  const waitSeconds = await limitRates(
    [
      ["invitationByStore", storeId],
      ["mailByInbox", normalized],
    ],
    ["mailByPossibleInbox", normalized],
  );
  return Math.ceil(waitSeconds);
}

function expiry(): Date {
  return new Date(Date.now() + INVITATION_DAYS * 86_400_000);
}
