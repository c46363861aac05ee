import { getCountries } from "libphonenumber-js/max";
import { z } from "zod";
import { readEmailAddress } from "@/lib/email-address";
import { requiredText } from "@/lib/store/typed-text";
import { dateIn } from "@/lib/time-zone";
import { IdentityCheck, ReceiptChannel } from "@/prisma/generated/enums";
import { MAX_AGENT_NAME_LENGTH } from "./agent";
import { MAX_CORRECTION_LENGTH } from "./correction-fields";
import { DATA_EXPORT, requestTypeField } from "./type-rules";

/** The countries that a request may name: ISO 3166-1. */
export const countries: string[] = getCountries();

/**
 * The days on which a request that is entered today may have been received, as dates in the store's time zone: today at the
 * latest, and at most a year ago.
 */
export function receiptDays(timeZone: string, now = new Date()): { first: string; last: string } {
  const last = dateIn(timeZone, now);
  return { first: `${Number(last.slice(0, 4)) - 1}${last.slice(4)}`, last };
}

/**
 * The fields of a request that staff enter, all of which are checked at once.
 * @param timeZone the store's.
 * @param sent what the form says that decides about other fields: a customer who was chosen has a name already, and any
 *   other way of checking who somebody is has to be described.
 */
export function enteredFields(timeZone: string, sent: { hasCustomer: boolean; isOtherCheck: boolean }) {
  const { first, last } = receiptDays(timeZone);
  const name = requiredText(200, "personNameMissing", "personNameTooLong");
  const identityNote = requiredText(500, "identityNoteMissing", "identityNoteTooLong");
  return {
    // Not in the form of the release before.
    type: requestTypeField.default(DATA_EXPORT),
    wrong: optionalText(MAX_CORRECTION_LENGTH, "wrongTooLong"),
    right: optionalText(MAX_CORRECTION_LENGTH, "rightTooLong"),
    customer: z.union([z.literal(""), z.uuid()]).optional(),
    receivedOn: z.iso
      .date({ error: "receivedOnMissing", abort: true })
      .refine((date) => date <= last, { error: "receivedInFuture" })
      .refine((date) => date >= first, { error: "receivedLongAgo" }),
    channel: z.enum(ReceiptChannel, { error: "channelMissing" }),
    name: sent.hasCustomer ? optionalText(200, "personNameTooLong") : name,
    email: z
      .string()
      .max(254, { error: "emailTooLong" })
      .transform((typed) => (typed.trim() === "" ? undefined : readEmailAddress(typed)))
      .refine((email) => email?.mailable !== false, { error: "emailMalformed" })
      .optional(),
    phone: optionalText(40, "phoneTooLong").refine((typed) => !typed || /\d/.test(typed), { error: "phoneMalformed" }),
    country: z.union([z.literal(""), z.enum(countries)], { error: "countryUnknown" }).optional(),
    identity: z.union([z.literal(""), z.enum(IdentityCheck)], { error: "identityMissing" }).optional(),
    identityNote: sent.isOtherCheck ? identityNote : optionalText(500, "identityNoteTooLong"),
    agent: optionalText(MAX_AGENT_NAME_LENGTH, "agentNameTooLong"),
    note: optionalText(5000, "noteTooLong"),
  };
}

/** A text that may be left out; undefined where it was. */
function optionalText(maxLength: number, tooLong: string) {
  return z
    .string()
    .trim()
    .max(maxLength, { error: tooLong })
    .optional()
    .transform((typed) => typed || undefined);
}
