import { z } from "zod";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import { recordEvent } from "@/lib/event/record-event";
import { unexpired } from "@/lib/expiry";
import { locales } from "@/lib/locale";
import { logSecurity } from "@/lib/observability/security-log";
import { createAccount } from "@/lib/sign-in/create-account";
import { hashPassword } from "@/lib/sign-in/password";
import { namesTheAddress, newPassword } from "@/lib/sign-in/password-rule";
import { insertStore, isSlug, slugOf } from "@/lib/store/create-store";
import { timeZoneField } from "@/lib/store/data-request-settings";
import { requiredText, typedEmail } from "@/lib/store/typed-text";
import { hashToken, isToken } from "@/lib/token";

/** The fields of the form: the store's, then its owner's. */
export const firstStoreFields = {
  storeName: requiredText(100, "nameMissing", "nameTooLong"),
  /** Where it is left empty, the store's name is made into one. */
  slug: z
    .string()
    .trim()
    .refine((slug) => slug === "" || isSlug(slug), { error: "slugMalformed" }),
  locale: z.enum(locales),
  timeZone: timeZoneField,
  name: requiredText(100, "nameMissing", "nameTooLong"),
  email: typedEmail,
  password: newPassword,
};

type FirstStore = z.infer<z.ZodObject<typeof firstStoreFields>>;

/**
 * Creates the first store and its owner by the link that the start printed, and uses it up.
 * @throws UserError "linkInvalid", also where there is a store by now; "slugMalformed" where the name makes none; or what is
 * wrong with the account.
 */
export async function createFirstStore(token: string, { storeName, slug: chosen, ...fields }: FirstStore) {
  const { name, email, password, locale, timeZone } = fields;
  if (!isToken(token)) throw new UserError("linkInvalid");
  const slug = chosen || slugOf(storeName);
  if (!slug) throw new UserError("slugMalformed");
  if (namesTheAddress(password, email.normalized)) throw new UserError("passwordNamesAddress");
  const account = { name, passwordHash: await hashPassword(password) };
  const merchantId = await prisma().$transaction(async (transaction) => {
    // The condition decides between two who use the link at the same time.
    const where = { tokenHash: hashToken(token), expiresAt: unexpired() };
    const { count } = await transaction.firstRunLink.deleteMany({ where });
    if (count === 0 || (await transaction.store.findFirst({ select: { id: true } })))
      throw new UserError("linkInvalid");
    const storeId = await insertStore(transaction, { slug, name: storeName, locale, timeZone });
    const id = await createAccount(transaction, email.normalized, account);
    await transaction.membership.create({ data: { storeId, merchantId: id, role: "owner" }, select: { role: true } });
    const actor = { kind: "merchant", id, name } as const;
    const joined = { storeId, type: "member_joined", actor, data: { memberId: id, role: "owner" } } as const;
    await recordEvent(transaction, joined);
    return id;
  });
  logSecurity("password set", { method: "first run", merchantId });
  return { merchantId, slug };
}
