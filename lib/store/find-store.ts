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
  | "shopUrl"
  | "accentColor"
  | "logoType"
  | "guestsSupported"
  | "responsePeriod"
  | "responsePeriodUnit"
  | "timeZone"
  | "establishedIn"
  | "establishedSubdivision"
  | "otherLaws"
> & {
  /** In pixels; null where there is no logo, or one that an older release stored. */
  logoWidth: number | null;
  logoHeight: number | null;
};

// A PNG states its width in its bytes 17 to 20 and its height in 21 to 24 (W3C PNG, 11.2.1): for a logo the last two of each do.
const STORE_BY_SLUG = `SELECT id, slug, name, locale, contact_email AS "contactEmail",
  privacy_policy_url AS "privacyPolicyUrl", shop_url AS "shopUrl", accent_color AS "accentColor", logo_type AS "logoType",
  CASE logo_type WHEN 'image/png' THEN ${pixelsAt(19)} END AS "logoWidth",
  CASE logo_type WHEN 'image/png' THEN ${pixelsAt(23)} END AS "logoHeight",
  guests_supported AS "guestsSupported", response_period AS "responsePeriod",
  response_period_unit AS "responsePeriodUnit", time_zone AS "timeZone",
  established_in AS "establishedIn", established_subdivision AS "establishedSubdivision", other_laws::text[] AS "otherLaws"
  FROM store WHERE slug = $1`;

/** A number of the logo's head, of which the database reads no more than that. */
function pixelsAt(firstByte: number): string {
  const bytes = `substring(logo FROM ${firstByte} FOR 2)`;
  return `get_byte(${bytes}, 0) * 256 + get_byte(${bytes}, 1)`;
}

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
