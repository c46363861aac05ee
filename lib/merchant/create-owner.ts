import { v7 as uuidv7 } from "uuid";
import { prisma } from "@/lib/database";
import { readEmailAddress } from "@/lib/email-address";
import { OperatorError } from "@/lib/error";
import { createPasswordLink } from "@/lib/sign-in/create-password-link";

/**
 * Makes someone an owner of a store: a new merchant, or an existing one from another store.
 * @returns the one-time link to set the password, or null when the merchant has one. Earlier
 * links stay valid.
 * @throws OperatorError when the store is unknown or the address cannot be mailed.
 */
export async function createOwner(owner: { storeSlug: string; email: string; name?: string }) {
  const { address, normalized, mailable } = readEmailAddress(owner.email);
  if (!mailable) throw new OperatorError("--email must be an email address, such as owner@example.com.");
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
    return merchant.passwordHash === null ? await createPasswordLink(transaction, merchant.id) : null;
  });
}
