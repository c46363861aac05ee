import { cache } from "react";
import { database, prisma } from "@/lib/database";
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
  | "timeZone"
>;

const STORE_BY_SLUG = `SELECT id, slug, name, locale, contact_email AS "contactEmail",
  privacy_policy_url AS "privacyPolicyUrl", accent_color AS "accentColor", logo_type AS "logoType",
  guests_supported AS "guestsSupported", response_period AS "responsePeriod",
  response_period_unit AS "responsePeriodUnit", time_zone AS "timeZone"
  FROM store WHERE slug = $1`;

/** The store of a public page by its slug, or null. Prepared, since each public page and most forms run it first. */
export const findStore = cache(async (slug: string): Promise<Store | null> => {
  if (!isSlug(slug)) return null;
  const { rows } = await database().prepared(STORE_BY_SLUG, [slug]);
  return (rows as Store[])[0] ?? null;
});

/** Whether a text can be a slug: nothing else is looked up. */
function isSlug(text: string): boolean {
  return /^[a-z0-9-]{1,64}$/.test(text);
}

/** The slug of the deployment's store if there is only one. `count` stops at 2. */
export async function onlyStore(): Promise<{ slug: string | undefined; count: number }> {
  const stores = await prisma().store.findMany({ take: 2, orderBy: { id: "asc" }, select: { slug: true } });
  return { slug: stores.length === 1 ? stores[0]?.slug : undefined, count: stores.length };
}
