import { z } from "zod";
import { zfd } from "zod-form-data";
import { subdivisionsOf } from "@/lib/clock/holidays";
import type { Actor } from "@/lib/event/event-types";
import { countryOf } from "@/lib/phone-number";
import { Regime } from "@/prisma/generated/enums";
import { saveStore } from "./save-store";

/** Where a store is established, as its form names it: a country, or a part of one whose holidays it has, such as DE-BY. */
const place = z.string().transform((text, context) => {
  const [code, subdivision = null] = text.split("-");
  const country = countryOf(code);
  const error = !text
    ? "countryMissing"
    : !country || (subdivision && !subdivisionsOf(country).some((part) => part.code === subdivision))
      ? "invalid"
      : undefined;
  // The United Kingdom has no holidays of its own, only its nations have.
  const problem = error ?? (country === "GB" && !subdivision ? "nationMissing" : undefined);
  if (!problem) return { establishedIn: String(country), establishedSubdivision: subdivision };
  context.addIssue({ code: "custom", message: problem });
  return z.NEVER;
});

/** The fields of the settings about the law: where the store is established, and a checkbox for each law besides. */
export const lawSettings = { place, gdpr: zfd.checkbox(), uk_gdpr: zfd.checkbox(), ccpa: zfd.checkbox() };

/** Saves which laws a store is under. Requests that are open keep the laws that they have. */
export async function saveLawSettings(
  storeId: string,
  { place: established, ...laws }: z.infer<z.ZodObject<typeof lawSettings>>,
  actor: Actor,
): Promise<void> {
  const otherLaws = Object.values(Regime).filter((regime) => laws[regime]);
  await saveStore(storeId, { ...established, otherLaws }, actor, "law");
}
