import { z } from "zod";
import { zfd } from "zod-form-data";
import { readEmailAddress } from "@/lib/email-address";
import { locales } from "@/lib/locale";

/** One line that a person types: trimmed, without control characters, which no form's field can hold. */
export const line = z
  .string()
  .transform((text) => text.trim())
  .refine((text) => !/\p{Cc}/u.test(text), { error: "invalid" });

/** An address to which mail can go, or nothing. */
export const optionalAddress = line
  .refine((text) => text === "" || readEmailAddress(text).mailable, { error: "emailMalformed" })
  .transform((text) => text || null);

/** The fields of the settings on data requests. */
export const dataRequestSettings = {
  guestsSupported: zfd.checkbox(),
  responsePeriod: zfd.numeric(z.number({ error: "periodOutOfRange" }).int({ error: "periodOutOfRange" })),
  responsePeriodUnit: z.enum(["days", "months"], { error: "periodOutOfRange" }),
  exportLifetimeDays: zfd.numeric(
    z
      .number({ error: "lifetimeOutOfRange" })
      .int({ error: "lifetimeOutOfRange" })
      .min(1, { error: "lifetimeOutOfRange" })
      .max(90, { error: "lifetimeOutOfRange" }),
  ),
  name: line.pipe(z.string().min(1, { error: "nameMissing" }).max(100, { error: "nameMissing" })),
  contactEmail: optionalAddress,
  privacyPolicyUrl: line
    .refine((text) => text === "" || isWebAddress(text), { error: "urlMalformed" })
    .transform((text) => text || null),
  locale: z.enum(locales as [string, ...string[]]),
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
