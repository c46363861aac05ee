import { jwtVerify } from "jose";
import { z } from "zod";
import { unwrapSecret } from "@/lib/crypto";
import { RECORDS_SOURCE } from "@/lib/customer/record-names";
import { prisma } from "@/lib/database";
import { readEmailAddress } from "@/lib/email-address";
import { recordEvent } from "@/lib/event/record-event";
import { hasExpired } from "@/lib/expiry";
import { isStorable } from "@/lib/storable-text";
import { handoffPurpose } from "@/lib/store/handoff-secret";
import { openAccountHandoff } from "./account-handoff";
import type { CustomerIdentity } from "./customer-session";

/**
 * Uses up a hand-off. The caller starts the session.
 * @returns the customer's identity according to the store; undefined if the token is invalid or was used.
 */
export async function signInByHandoff(storeId: string, token: string): Promise<CustomerIdentity | undefined> {
  const handoff = await verifyHandoff(storeId, token);
  if (!handoff) return undefined;
  const { identity, jti, expiresAt } = handoff;
  return await prisma().$transaction(async (transaction) => {
    // If two arrive at the same time, the index admits one.
    const { count } = await transaction.usedHandoff.createMany({
      data: [{ storeId, jti, expiresAt }],
      skipDuplicates: true,
    });
    if (count === 0) return undefined;
    const signedIn = { storeId, type: "customer_signed_in", data: { by: "handoff" } } as const;
    await recordEvent(transaction, { ...signedIn, actor: { kind: "customer" } });
    return identity;
  });
}

/** How long a hand-off may be valid, and how far the store's clock may be off. */
const LIFETIME_SECONDS = 300;
const CLOCK_TOLERANCE_SECONDS = 30;

/** A claim that is stored or compared in the database. */
const claimText = z.string().min(1).max(255).refine(isStorable);

/** What the store signs about its customer (RFC 7519). `sub` is the platform's customer id. */
const claims = z.object({
  sub: claimText,
  email: z
    .string()
    .transform(readEmailAddress)
    .refine(({ mailable }) => mailable),
  email_verified: z.unknown().optional(),
  iat: z.number(),
  exp: z.number(),
  jti: claimText,
});

/** A hand-off that was signed and that nobody has used. */
export interface Handoff {
  identity: CustomerIdentity;
  jti: string;
  /** When it can no longer be accepted, so that the record of its use can be deleted. */
  expiresAt: Date;
}

/**
 * Reads a hand-off: signed with the store's secret by HS256 and nothing else, at most five
 * minutes old, or made by `createAccountHandoff`, and not used yet. Does not use it up.
 * @returns undefined for any other, whatever is wrong with it.
 */
export async function verifyHandoff(storeId: string, token: string): Promise<Handoff | undefined> {
  const handoff = openAccountHandoff(storeId, token) ?? (await readStoresHandoff(storeId, token));
  if (!handoff) return undefined;
  const { jti } = handoff;
  const used = await prisma().usedHandoff.findUnique({
    where: { storeId_jti: { storeId, jti } },
    select: { jti: true },
  });
  return used ? undefined : handoff;
}

async function readStoresHandoff(storeId: string, token: string): Promise<Handoff | undefined> {
  const read = await readClaims(storeId, token);
  if (!read || read.exp - read.iat > LIFETIME_SECONDS) return undefined;
  const { sub, email, jti, exp } = read;
  return {
    identity: {
      email: email.address,
      emailNormalized: email.normalized,
      // Only `true` counts: "true" and 1 are no proof.
      emailVerified: read.email_verified === true,
      platformCustomerId: sub,
      platformSource: await readSource(storeId),
    },
    jti,
    expiresAt: new Date((exp + 2 * CLOCK_TOLERANCE_SECONDS) * 1000),
  };
}

/** The source whose ids the store's subjects mean, as its owner picked it; undefined for the imported records. */
async function readSource(storeId: string): Promise<string | undefined> {
  const store = await prisma().store.findUnique({ where: { id: storeId }, select: { handoffSource: true } });
  return store && store.handoffSource !== RECORDS_SOURCE ? store.handoffSource : undefined;
}

async function readClaims(storeId: string, token: string) {
  if (token.length > 4096) return undefined;
  for (const secret of await readSecrets(storeId))
    try {
      const { payload } = await jwtVerify(token, secret, {
        algorithms: ["HS256"],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        maxTokenAge: LIFETIME_SECONDS,
      });
      return claims.safeParse(payload).data;
    } catch {
      // Signed with the other secret, or invalid.
    }
}

/** The store's secret, and the former one while it is still accepted. */
async function readSecrets(storeId: string): Promise<Buffer[]> {
  const store = await prisma().store.findUnique({
    where: { id: storeId },
    select: { handoffSecret: true, formerHandoffSecret: true, formerHandoffUntil: true },
  });
  if (!store) return [];
  const former = store.formerHandoffUntil && !hasExpired(store.formerHandoffUntil) ? store.formerHandoffSecret : null;
  const wrapped = [store.handoffSecret, former].filter((secret) => secret !== null);
  return wrapped.map((secret) => unwrapSecret(secret, handoffPurpose(storeId)));
}
