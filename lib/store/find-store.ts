import { cache } from "react";
import { database } from "@/lib/database";
import type { Store as StoreRow } from "@/prisma/generated/client";

/** What a public page and its forms know of their store. */
export type Store = Pick<
  StoreRow,
  | "id"
  | "slug"
  | "name"
  | "locale"
  | "contactEmail"
  | "privacyPolicyUrl"
  | "accentColor"
  | "logoType"
  | "guestsSupported"
  | "responsePeriod"
  | "responsePeriodUnit"
>;

/** The store of a public page by its slug, or null. Each public page and form asks it first: hence prepared. */
export const findStore = cache(async (slug: string): Promise<Store | null> => {
  if (!/^[a-z0-9-]{1,64}$/.test(slug)) return null;
  const { rows } = await database().prepared(
    `SELECT id, slug, name, locale, contact_email AS "contactEmail", privacy_policy_url AS "privacyPolicyUrl",
            accent_color AS "accentColor", logo_type AS "logoType", guests_supported AS "guestsSupported",
            response_period AS "responsePeriod", response_period_unit AS "responsePeriodUnit"
     FROM store WHERE slug = $1`,
    [slug],
  );
  return (rows as Store[])[0] ?? null;
});
