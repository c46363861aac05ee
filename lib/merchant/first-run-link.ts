import { prisma } from "@/lib/database";
import { env } from "@/lib/env";
import { retryAfterRace } from "@/lib/error";
import { unexpired } from "@/lib/expiry";
import { createToken, hashToken, isToken } from "@/lib/token";

/** How long the link that a start prints is valid. */
const LINK_MINUTES = 60;

/**
 * Creates the one-time link to the first store, in place of any earlier one; only its token's hash is stored.
 * @returns its address; undefined where there is a store.
 */
export async function createFirstRunLink(): Promise<string | undefined> {
  if (await hasStore()) return undefined;
  const token = createToken();
  const link = { tokenHash: hashToken(token), expiresAt: new Date(Date.now() + LINK_MINUTES * 60_000) };
  // Several processes may start at once: the last one's link is the valid one.
  await retryAfterRace(() =>
    prisma().firstRunLink.upsert({ where: { id: 1 }, create: link, update: link, select: { id: true } }),
  );
  return `${env().appUrl}/first-run/${token}`;
}

/** Whether a link may still create the first store. Does not use it up. */
export async function isFirstRunLink(token: string): Promise<boolean> {
  if (!isToken(token)) return false;
  const where = { tokenHash: hashToken(token), expiresAt: unexpired() };
  const link = await prisma().firstRunLink.findFirst({ where, select: { id: true } });
  return link !== null && !(await hasStore());
}

async function hasStore(): Promise<boolean> {
  return (await prisma().store.findFirst({ select: { id: true } })) !== null;
}
