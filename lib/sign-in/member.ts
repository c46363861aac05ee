import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { database } from "@/lib/database";
import { logSecurity } from "@/lib/observability/security-log";
import type { Role } from "@/prisma/generated/client";
import { may, type Permission } from "./permissions";
import { readSession } from "./session";

/** A merchant as a member of one store. */
export interface Member {
  merchant: { id: string; name: string; email: string };
  store: { id: string; slug: string; name: string; locale: string; accentColor: string; hasLogo: boolean };
  role: Role;
}

/** The signed-in merchant, or null. Read from the database once per request. */
export const currentMerchant = cache(async (): Promise<Member["merchant"] | null> => {
  const session = await readSession("merchant");
  if (!session?.merchantId) return null;
  const { rows } = await database().prepared("SELECT id, name, email FROM merchant WHERE id = $1", [
    session.merchantId,
  ]);
  return (rows as Member["merchant"][])[0] ?? null;
});

/**
 * The signed-in merchant's membership of a store; null for an unknown store and for one that they do
 * not belong to alike.
 */
export const currentMember = cache(async (storeSlug: string): Promise<Member | null> => {
  const merchant = await currentMerchant();
  if (!merchant) return null;
  const { rows } = await database().prepared(
    `SELECT role, store.id, slug, name, locale, accent_color AS "accentColor", logo_type IS NOT NULL AS "hasLogo"
     FROM membership JOIN store ON store.id = store_id WHERE merchant_id = $1 AND slug = $2`,
    [merchant.id, storeSlug],
  );
  const [found] = rows as (Member["store"] & { role: Role })[];
  if (!found) return null;
  const { role, ...store } = found;
  return { merchant, role, store };
});

/** For pages: the merchant, or a redirect to the sign-in page, which returns here. */
export async function requireMerchant(returnTo: string) {
  return (await currentMerchant()) ?? redirect(`/sign-in?next=${encodeURIComponent(returnTo)}`);
}

/**
 * The gate of a store's pages: the member; without a session, the sign-in page; for an unknown store, someone else's
 * or a role without the permission, the 404 page.
 */
export async function requireMember(storeSlug: string, permission: Permission, returnTo: string): Promise<Member> {
  const { id: merchantId } = await requireMerchant(returnTo);
  const member = await currentMember(storeSlug);
  if (member && may(member.role, permission)) return member;
  logSecurity("access refused", { page: "dashboard", permission, merchantId });
  notFound();
}
