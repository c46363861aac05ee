import { v7 as uuidv7 } from "uuid";
import type { Transaction } from "@/lib/database";
import { storedForms } from "@/lib/email-address";
import { UserError } from "@/lib/error";

/**
 * Makes an account for an address that its owner has proved: a new one, or one that has no password yet, whose links to set it
 * are then used up.
 * @returns the merchant's id.
 * @throws UserError "accountExists" where it has a password, which only its owner changes.
 */
export async function createAccount(
  transaction: Transaction,
  emailNormalized: string,
  account: { name: string; passwordHash: string },
): Promise<string> {
  const known = await transaction.merchant.findFirst({
    where: { email: { in: storedForms(emailNormalized) } },
    select: { id: true },
  });
  if (!known) {
    const id = uuidv7();
    await transaction.merchant.create({ data: { id, email: emailNormalized, ...account }, select: { id: true } });
    return id;
  }
  const where = { id: known.id, passwordHash: null };
  const { count } = await transaction.merchant.updateMany({ where, data: account });
  if (count === 0) throw new UserError("accountExists");
  const unused = { merchantId: known.id, usedAt: null };
  await transaction.passwordToken.updateMany({ where: unused, data: { usedAt: new Date() } });
  return known.id;
}
