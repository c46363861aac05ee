import { randomUUID } from "node:crypto";
import { z } from "zod";
import { unwrapSecret, wrapSecret } from "@/lib/crypto";
import { hasExpired } from "@/lib/expiry";
import type { Handoff } from "./read-handoff";

/** How long the link of a page that a shop shows may be followed. */
const LIFETIME_SECONDS = 600;

/** An account of a live source, of which nothing but its id is known. */
interface Account {
  source: string;
  id: string;
}

const sealed = z.object({ source: z.string(), id: z.string(), jti: z.string(), until: z.number() });

/**
 * A token that signs an account in once, within ten minutes: for the link to their requests on a page whose shop said who is
 * logged in to it. Only this deployment can read it.
 */
export function createAccountHandoff(storeId: string, account: Account): string {
  const held = { ...account, jti: randomUUID(), until: Date.now() + LIFETIME_SECONDS * 1000 };
  return wrapSecret(Buffer.from(JSON.stringify(held)), purpose(storeId));
}

/** Reads such a token, whether or not it was used. @returns undefined for any other text, and once its time is over. */
export function openAccountHandoff(storeId: string, token: string): Handoff | undefined {
  if (!token.startsWith("v1.")) return undefined;
  try {
    const { source, id, jti, until } = sealed.parse(JSON.parse(unwrapSecret(token, purpose(storeId)).toString()));
    const expiresAt = new Date(until);
    if (hasExpired(expiresAt)) return undefined;
    const nothingElse = { email: null, emailNormalized: null, emailVerified: false };
    return { identity: { ...nothingElse, platformCustomerId: id, platformSource: source }, jti, expiresAt };
  } catch {
    return undefined;
  }
}

function purpose(storeId: string): string {
  return `account handoff:${storeId}`;
}
