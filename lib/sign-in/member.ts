import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { prisma } from "@/lib/database";
import { logSecurity } from "@/lib/observability/security-log";
import type { Role } from "@/prisma/generated/client";
import { may, type Permission } from "./permissions";
import { clientNetwork, readSession } from "./session";

/** A merchant as a member of one store. */
export interface Member {
  merchant: {
    id: string;
    name: string;
    email: string;
    /** What they chose for themselves; null for the browser's language and the store's time zone. */
    locale: string | null;
    timeZone: string | null;
  };
  store: {
    id: string;
    slug: string;
    name: string;
    locale: string;
    accentColor: string;
    logoType: string | null;
    timeZone: string | null;
  };
  role: Role;
}

/** The signed-in merchant, or null. Read from the database once per request. */
export const currentMerchant = cache(async (): Promise<Member["merchant"] | null> => {
  const session = await readSession("merchant");
  if (!session?.merchantId) return null;
  return await prisma().merchant.findUnique({
    where: { id: session.merchantId },
    select: { id: true, name: true, email: true, locale: true, timeZone: true },
  });
});

/**
 * The signed-in merchant's membership of a store; null for an unknown store and for one that they do
 * not belong to alike.
 */
export const currentMember = cache(async (storeSlug: string): Promise<Member | null> => {
  const merchant = await currentMerchant();
  if (!merchant) return null;
  const found = await prisma().membership.findFirst({
    where: { merchantId: merchant.id, store: { slug: storeSlug } },
    select: {
      role: true,
      store: {
        select: { id: true, slug: true, name: true, locale: true, accentColor: true, logoType: true, timeZone: true },
      },
    },
  });
  return found && { merchant, ...found };
});

/**
 * A member whose role has a permission, with who acts for the history; undefined for anyone else, which is logged.
 * @param action its name, for the log.
 */
export async function actingMember(storeSlug: string, permission: Permission, action?: string) {
  const member = await currentMember(storeSlug);
  if (!member || !may(member.role, permission)) {
    const { id: merchantId } = (await currentMerchant()) ?? {};
    logSecurity("access refused", { action, merchantId, permission, from: await clientNetwork() });
    return undefined;
  }
  const { id, name } = member.merchant;
  return { ...member, actor: { kind: "merchant", id, name } as const };
}

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
