import { z } from "zod";
import { zfd } from "zod-form-data";
import { readEmailAddress } from "@/lib/email-address";
import { UserError } from "@/lib/error";
import type { Actor } from "@/lib/event/event-types";
import { locales } from "@/lib/locale";
import { readTimeZone } from "@/lib/time-zone";
import { prepareLogo } from "./logo";
import { saveStore } from "./save-store";

/** One line that a person types: trimmed, without control characters, which no form's field can hold. */
export const line = z
  .string()
  .transform((text) => text.trim())
  .refine((text) => !/\p{Cc}/u.test(text), { error: "invalid" });

/** An address that can receive mail, or nothing. */
export const optionalAddress = line
  .refine((text) => text === "" || readEmailAddress(text).mailable, { error: "emailMalformed" })
  .transform((text) => text || null);

/** A page of the web, or nothing. */
const optionalUrl = line
  .refine((text) => text === "" || isWebAddress(text), { error: "urlMalformed" })
  .transform((text) => text || null);

/** An IANA time zone, by the name that this machine has for it. */
export const timeZoneField = z.string().transform((name, context) => {
  const zone = readTimeZone(name);
  if (zone) return zone;
  context.addIssue({ code: "custom", message: "invalid" });
  return z.NEVER;
});

/** The longest response period of each unit: the month of GDPR's article 12(3) and its extension by two. */
const MAX_PERIOD = { days: 90, months: 3 };

/** A month: the law asks for an erasure without undue delay (GDPR Art. 17(1)). */
const MAX_ERASURE_WAIT_HOURS = 720;

const period = { error: "periodOutOfRange" };
const wait = { error: "erasureWaitOutOfRange" };
const lifetime = { error: "exportRetentionOutOfRange" };

/** The fields of the data request settings, by the data of their form: the unit says how long a period may be. */
export function dataRequestSettings(data: FormData) {
  const maxPeriod = data.get("responsePeriodUnit") === "months" ? MAX_PERIOD.months : MAX_PERIOD.days;
  return {
    guestsSupported: zfd.checkbox(),
    responsePeriod: zfd.numeric(z.number(period).int(period).min(1, period).max(maxPeriod, period)),
    responsePeriodUnit: z.enum(["days", "months"], period),
    exportRetentionDays: zfd.numeric(z.number(lifetime).int(lifetime).min(1, lifetime).max(90, lifetime)),
    /** A form of the release before does not have it, and changes nothing. */
    erasureWaitHours: zfd.numeric(z.number(wait).int(wait).min(0, wait).max(MAX_ERASURE_WAIT_HOURS, wait).optional()),
    name: line.pipe(z.string().min(1, { error: "nameMissing" }).max(100, { error: "nameMissing" })),
    contactEmail: optionalAddress,
    privacyPolicyUrl: optionalUrl,
    /** A form of the release before does not have it, and changes nothing. */
    shopUrl: optionalUrl.optional(),
    locale: z.enum(locales as [string, ...string[]]),
    /** A form of the release before does not have it, and changes nothing. */
    timeZone: timeZoneField.optional(),
    logo: zfd.file(z.instanceof(File).optional().transform(toLogo)),
    removeLogo: zfd.checkbox(),
    accentColor: line
      .transform((text) => (text.startsWith("#") ? text : `#${text}`).toLowerCase())
      .refine((text) => /^#[0-9a-f]{6}$/.test(text), { error: "colorMalformed" }),
  };
}

export type DataRequestSettings = z.infer<z.ZodObject<ReturnType<typeof dataRequestSettings>>>;

async function toLogo(file: File | undefined, context: z.RefinementCtx) {
  if (!file) return undefined;
  try {
    return await prepareLogo(new Uint8Array(await file.arrayBuffer()));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    context.addIssue({ code: "custom", message: error.code });
    return z.NEVER;
  }
}

/** Only what a browser opens as a page: a link on the public page must not be a script. */
function isWebAddress(text: string): boolean {
  return text.length <= 2000 && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/**
 * Whether a response period is longer than the month within which a store has to answer (GDPR Art. 12(3)). It may be,
 * as laws differ and the month can be extended by two; the owner is told.
 */
export function isLongerThanAMonth({
  responsePeriod,
  responsePeriodUnit,
}: Pick<DataRequestSettings, "responsePeriod" | "responsePeriodUnit">): boolean {
  return responsePeriod > { days: 30, months: 1 }[responsePeriodUnit];
}

/** Saves a store's data request settings. A logo stays until it is replaced or removed with `removeLogo`. */
export async function saveDataRequestSettings(
  storeId: string,
  { logo, removeLogo, ...columns }: DataRequestSettings,
  actor: Actor,
): Promise<void> {
  const image = logo ? { logo, logoType: "image/png" } : removeLogo ? { logo: null, logoType: null } : {};
  await saveStore(storeId, { ...columns, ...image }, actor, "data-requests");
}
