import { v7 as uuidv7 } from "uuid";
import { prisma, type Transaction } from "@/lib/database";
import { readEmailAddress } from "@/lib/email-address";
import { env } from "@/lib/env";
import { OperatorError } from "@/lib/error";
import { createToken, hashToken } from "@/lib/token";

/** How long the link to set a password lives. */
const LINK_DAYS = 7;

/**
 * Makes someone an owner of a store: a new merchant, or one who works in another store already.
 * @returns the one-time link to set the password, or null when the merchant has one. Links that were
 * made before stay valid.
 * @throws OperatorError when the store is unknown or the address cannot be mailed.
 */
export async function createOwner(owner: { storeSlug: string; email: string; name?: string }) {
  const { address, normalized, mailable } = readEmailAddress(owner.email);
  if (!mailable) throw new OperatorError("--email must be an e-mail address, such as owner@example.com.");
  const name = owner.name?.trim() || address.slice(0, address.lastIndexOf("@"));
  return await prisma().$transaction(async (transaction) => {
    const store = await transaction.store.findUnique({ where: { slug: owner.storeSlug }, select: { id: true } });
    if (!store) throw new OperatorError(`There is no store with the slug ${owner.storeSlug}.`);
    const merchant = await transaction.merchant.upsert({
      where: { email: normalized },
      create: { id: uuidv7(), email: normalized, name },
      update: {},
      select: { id: true, passwordHash: true },
    });
    const key = { storeId: store.id, merchantId: merchant.id };
    await transaction.membership.upsert({
      where: { storeId_merchantId: key },
      create: { ...key, role: "owner" },
      update: { role: "owner" },
      select: { role: true },
    });
    return merchant.passwordHash === null ? await createLink(transaction, merchant.id) : null;
  });
}

async function createLink(transaction: Transaction, merchantId: string): Promise<string> {
  const token = createToken();
  const expiresAt = new Date(Date.now() + LINK_DAYS * 24 * 3600 * 1000);
  await transaction.passwordToken.create({
    data: { tokenHash: hashToken(token), merchantId, expiresAt },
    select: { expiresAt: true },
  });
  return `${env().appUrl}/set-password/${token}`;
}
