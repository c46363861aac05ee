import { z } from "zod";
import { zfd } from "zod-form-data";
import { readEmailAddress } from "@/lib/email-address";
import { UserError } from "@/lib/error";
import type { Actor } from "@/lib/event/event-types";
import { locales } from "@/lib/locale";
import { readTimeZone } from "@/lib/time-zone";
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

/** An IANA time zone, by the name that this machine has for it. */
export const timeZoneField = z.string().transform((name, context) => {
  const zone = readTimeZone(name);
  if (zone) return zone;
  context.addIssue({ code: "custom", message: "invalid" });
  return z.NEVER;
});

/** The fields of the data request settings. */
export const dataRequestSettings = {
  guestsSupported: zfd.checkbox(),
  responsePeriod: zfd.numeric(z.number({ error: "periodOutOfRange" }).int({ error: "periodOutOfRange" })),
  responsePeriodUnit: z.enum(["days", "months"], { error: "periodOutOfRange" }),
  exportRetentionDays: zfd.numeric(
    z
      .number({ error: "exportRetentionOutOfRange" })
      .int({ error: "exportRetentionOutOfRange" })
      .min(1, { error: "exportRetentionOutOfRange" })
      .max(90, { error: "exportRetentionOutOfRange" }),
  ),
  name: line.pipe(z.string().min(1, { error: "nameMissing" }).max(100, { error: "nameMissing" })),
  contactEmail: optionalAddress,
  privacyPolicyUrl: line
    .refine((text) => text === "" || isWebAddress(text), { error: "urlMalformed" })
    .transform((text) => text || null),
  locale: z.enum(locales as [string, ...string[]]),
  /** A form of the release before does not have it, and changes nothing. */
  timeZone: timeZoneField.optional(),
  accentColor: line
    .transform((text) => (text.startsWith("#") ? text : `#${text}`).toLowerCase())
    .refine((text) => /^#[0-9a-f]{6}$/.test(text), { error: "colorMalformed" }),
  logo: zfd.file(z.instanceof(File).optional()),
  removeLogo: zfd.checkbox(),
};

export type DataRequestSettings = z.infer<z.ZodObject<typeof dataRequestSettings>>;

/** Only what a browser opens as a page: a link on the public page must not be a script. */
function isWebAddress(text: string): boolean {
  return text.length <= 2000 && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** The longest response period of each unit: the month of GDPR's article 12(3) and its extension by two. */
const MAX_PERIOD = { days: 90, months: 3 };

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

/**
 * Saves a store's data request settings. A logo stays until it is replaced or removed with `removeLogo`.
 * @throws UserError "periodOutOfRange", "logoTooLarge" or "logoNotImage", without saving anything.
 */
export async function saveDataRequestSettings(
  storeId: string,
  settings: DataRequestSettings,
  actor: Actor,
): Promise<void> {
  const { logo, removeLogo, ...columns } = settings;
  if (columns.responsePeriod < 1 || columns.responsePeriod > MAX_PERIOD[columns.responsePeriodUnit])
    throw new UserError("periodOutOfRange");
  const image = logo ? await readLogo(logo) : removeLogo ? { logo: null, logoType: null } : {};
  await saveStore(storeId, { ...columns, ...image }, actor, "data-requests");
}

async function readLogo(file: File) {
  if (file.size > MAX_LOGO_BYTES) throw new UserError("logoTooLarge");
  const logo = new Uint8Array(await file.arrayBuffer());
  const logoType = imageType(logo);
  if (!logoType) throw new UserError("logoNotImage");
  return { logo, logoType };
}

/** The largest logo accepted. */
const MAX_LOGO_BYTES = 512 * 1024;

/**
 * The type of an image by its first bytes, whatever its name and sender claim: PNG, JPEG or WebP.
 * Undefined for everything else, SVG included, which can carry scripts.
 */
function imageType(bytes: Uint8Array): "image/png" | "image/jpeg" | "image/webp" | undefined {
  const at = (offset: number, ...wanted: number[]) => wanted.every((byte, index) => bytes[offset + index] === byte);
  if (at(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return "image/png"; // W3C PNG, 5.2
  if (at(0, 0xff, 0xd8, 0xff)) return "image/jpeg"; // ITU-T T.81, B.1
  if (at(0, 0x52, 0x49, 0x46, 0x46) && at(8, 0x57, 0x45, 0x42, 0x50)) return "image/webp"; // RFC 9649, 2.4
  return;
}
