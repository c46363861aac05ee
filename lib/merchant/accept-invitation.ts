import { prisma, type Transaction } from "@/lib/database";
import { storedForms } from "@/lib/email-address";
import { retryAfterRace, UserError } from "@/lib/error";
import { recordEvent } from "@/lib/event/record-event";
import { unexpired } from "@/lib/expiry";
import { logSecurity } from "@/lib/observability/security-log";
import { createAccount } from "@/lib/sign-in/create-account";
import { merchantOf } from "@/lib/sign-in/create-password-link";
import { hashPassword } from "@/lib/sign-in/password";
import { namesTheAddress } from "@/lib/sign-in/password-rule";
import { signIn } from "@/lib/sign-in/sign-in-by-password";
import { createToken, hashToken, isToken } from "@/lib/token";
import type { Role } from "@/prisma/generated/client";

/** Someone who is a member now. */
interface Joined {
  merchantId: string;
  role: Role;
}

/** Creates the link of one email with an invitation. @returns its token; undefined for one that is gone or has expired. */
export async function mintInvitationLink(storeId: string, invitationId: string): Promise<string | undefined> {
  const found = await prisma().invitation.findUnique({
    where: { storeId_id: { storeId, id: invitationId }, expiresAt: unexpired() },
    select: { id: true },
  });
  if (!found) return undefined;
  const token = createToken();
  await prisma().invitationLink.create({
    data: { storeId, tokenHash: hashToken(token), invitationId },
    select: { storeId: true },
  });
  return token;
}

/**
 * What an invitation's link offers. Does not use it up.
 * @returns `hasAccount` where the address signs in with a password already; null for an invitation that was accepted,
 * withdrawn or has expired, and for an unknown link alike.
 */
export async function readInvitation(storeId: string, token: string) {
  if (!isToken(token)) return null;
  const link = await prisma().invitationLink.findUnique({
    where: { storeId_tokenHash: { storeId, tokenHash: hashToken(token) }, invitation: { expiresAt: unexpired() } },
    select: {
      invitation: { select: { id: true, email: true, emailNormalized: true, role: true, invitedByName: true } },
    },
  });
  // Prisma reads the invitation by a second statement: it may have been withdrawn by then.
  if (!link?.invitation) return null;
  const account = await merchantOf(link.invitation.emailNormalized);
  return { ...link.invitation, hasAccount: account?.passwordHash != null };
}

/**
 * Makes someone who is signed in a member, if the invitation is for their address.
 * @throws UserError "linkInvalid" or "invitationOfAnother".
 */
export async function acceptAsMerchant(
  storeId: string,
  token: string,
  merchant: { id: string; name: string; email: string },
): Promise<Joined> {
  const invitation = await readInvitation(storeId, token);
  if (!invitation) throw new UserError("linkInvalid");
  if (!isFor(invitation, merchant.email)) throw new UserError("invitationOfAnother");
  return await accept({ storeId, ...invitation }, merchant);
}

/**
 * Makes the owner of an account a member, who proves it by the password.
 * @param proof.rateLimitKey what limits count the client by.
 * @throws UserError "linkInvalid", "signInFailed" or "rateLimited".
 */
export async function acceptByPassword(
  storeId: string,
  token: string,
  proof: { password: string; rateLimitKey: string },
): Promise<Joined> {
  const invitation = await readInvitation(storeId, token);
  if (!invitation) throw new UserError("linkInvalid");
  const { merchantId: id } = await signIn({ email: invitation.email, ...proof });
  const merchant = { id, ...(await prisma().merchant.findUniqueOrThrow({ where: { id }, select: { name: true } })) };
  return await accept({ storeId, ...invitation }, merchant);
}

/** Whether an invitation is for someone's address. */
export function isFor({ emailNormalized }: { emailNormalized: string }, email: string): boolean {
  return storedForms(emailNormalized).includes(email);
}

/**
 * Makes someone a member who has no password yet, with a name and a password: the link proves their address. Links to set
 * their password that were sent before are used up.
 * @throws UserError "linkInvalid"; "accountExists" where the address has a password, which no link changes; or what is wrong
 * with the password.
 */
export async function acceptAsNew(
  storeId: string,
  token: string,
  { name, password }: { name: string; password: string },
): Promise<Joined> {
  const invitation = await readInvitation(storeId, token);
  if (!invitation) throw new UserError("linkInvalid");
  if (invitation.hasAccount) throw new UserError("accountExists");
  if (namesTheAddress(password, invitation.emailNormalized)) throw new UserError("passwordNamesAddress");
  const account = { name, passwordHash: await hashPassword(password) };
  // Two stores may have invited the same new address, and both links may be opened.
  const joined = await retryAfterRace(() =>
    prisma().$transaction(async (transaction) => {
      await useUp(transaction, storeId, invitation.id);
      const id = await createAccount(transaction, invitation.emailNormalized, account);
      return await join(transaction, { storeId, ...invitation }, { id, name });
    }),
  );
  logSecurity("password set", { method: "invitation", merchantId: joined.merchantId });
  return joined;
}

/** Uses an invitation up, for someone who has an account. */
async function accept(invitation: { storeId: string; id: string; role: Role }, merchant: { id: string; name: string }) {
  return await prisma().$transaction(async (transaction) => {
    await useUp(transaction, invitation.storeId, invitation.id);
    return await join(transaction, invitation, merchant);
  });
}

/** Uses an invitation up. @throws UserError "linkInvalid" where it was, or where it has been withdrawn or has expired. */
async function useUp(transaction: Transaction, storeId: string, id: string): Promise<void> {
  // The condition decides between two who accept at the same time, and between accepting and withdrawing.
  const { count } = await transaction.invitation.deleteMany({ where: { storeId, id, expiresAt: unexpired() } });
  if (count === 0) throw new UserError("linkInvalid");
}

/** Makes someone a member. Who is one already keeps their role. */
async function join(
  transaction: Transaction,
  { storeId, role }: { storeId: string; role: Role },
  merchant: { id: string; name: string },
): Promise<Joined> {
  const { count } = await transaction.membership.createMany({
    data: [{ storeId, merchantId: merchant.id, role }],
    skipDuplicates: true,
  });
  const actor = { kind: "merchant", id: merchant.id, name: merchant.name } as const;
  if (count > 0)
    await recordEvent(transaction, { storeId, type: "member_joined", actor, data: { memberId: merchant.id, role } });
  return { merchantId: merchant.id, role };
}
