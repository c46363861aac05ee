import { randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { wrapSecret } from "@/lib/crypto";
import { prisma, type Transaction } from "@/lib/database";
import { readEmailAddress } from "@/lib/email-address";
import { env } from "@/lib/env";
import { isUniqueViolation, OperatorError } from "@/lib/error";
import { isLocale, locales } from "@/lib/locale";
import { handoffPurpose } from "./handoff-secret";

/**
 * Adds a store with default settings.
 * @param store.slug the STORE in its URLs.
 * @returns the store's id.
 * @throws OperatorError when a value cannot be used or the slug is taken.
 */
export async function createStore(store: { slug: string; name: string; locale?: string; contactEmail?: string }) {
  const { slug, locale = "en" } = store;
  const name = store.name.trim();
  if (!isSlug(slug))
    throw new OperatorError("--slug must be 1 to 63 lower-case letters, digits and hyphens, such as alder-and-finch.");
  if (name.length < 1 || name.length > 100) throw new OperatorError("--name must have 1 to 100 characters.");
  if (!isLocale(locale)) throw new OperatorError(`--locale must be one of ${locales.join(", ")}.`);
  const contact = store.contactEmail === undefined ? undefined : readEmailAddress(store.contactEmail);
  if (contact && !contact.mailable) throw new OperatorError("--contact must be an email address.");
  try {
    return await insertStore(prisma(), { slug, name, locale, contactEmail: contact?.address });
  } catch (error) {
    if (isUniqueViolation(error)) throw new OperatorError(`There is a store with the slug ${slug} already.`);
    throw error;
  }
}

/** Adds a store with default settings. @returns its id. */
export async function insertStore(
  client: Transaction,
  store: { slug: string; name: string; locale: string; contactEmail?: string | undefined; timeZone?: string },
): Promise<string> {
  const id = uuidv7();
  await client.store.create({ data: { id, ...store, handoffSecret: handoffSecretOf(id) }, select: { id: true } });
  return id;
}

/** Whether a text can be a new store's slug. */
export function isSlug(text: string): boolean {
  return /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(text);
}

/** The slug that a store's name suggests: "Alder & Finch" is alder-finch; empty where it has no Latin letter or digit. */
export function slugOf(name: string): string {
  const words =
    name
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  return words.join("-").slice(0, 63).replace(/-$/, "");
}

/**
 * A fresh secret for a store's signed hand-off: 256 bits, the minimum for HS256 (RFC 7518, 3.2).
 * Null where this process has no key to wrap it: the store then has no hand-off yet.
 */
export function handoffSecretOf(storeId: string): string | null {
  if (env().encryptionKeys.length === 0) return null;
  return wrapSecret(randomBytes(32), handoffPurpose(storeId));
}
