import { decodeJwt, decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from "jose";
import { z } from "zod";
import { unwrapSecret } from "@/lib/crypto";
import { RECORDS_SOURCE } from "@/lib/customer/record-names";
import { prisma } from "@/lib/database";
import { hasExpired } from "@/lib/expiry";
import { handoffPurpose } from "@/lib/store/handoff-secret";
import { claimText, emailClaim } from "./claims";
import type { CustomerIdentity } from "./customer-session";

/** How long a hand-off may be valid, and how far the store's clock may be off. */
const LIFETIME_SECONDS = 300;
const CLOCK_TOLERANCE_SECONDS = 30;
const MAX_TOKEN_LENGTH = 4096;

/** What the store signs about its customer (RFC 7519). `sub` is the platform's customer id. */
const claims = z.object({
  sub: claimText,
  email: emailClaim,
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

/** Why a hand-off is not accepted. */
type HandoffProblem =
  | ("noToken" | "algorithm" | "noSecret" | "signature" | "claim")
  | ("expired" | "early" | "old" | "long" | "used");

/** What a token says, and whether it would sign its customer in. */
export interface ReadHandoff {
  /** As far as it can be read: nobody has signed it where there is a problem. */
  said?: JWTPayload;
  /** Whether the store's former secret signed it. */
  isFormer?: boolean;
  handoff?: Handoff;
  problem?: HandoffProblem;
  /** The claim that is missing or malformed. */
  claim?: string;
}

/**
 * Reads a hand-off: signed with the store's secret, or the former one while that is accepted, by HS256 and nothing else, at
 * most five minutes old, and not used yet. Uses nothing up, and logs nothing.
 */
export async function readHandoff(storeId: string, token: string): Promise<ReadHandoff> {
  const said = decode(token);
  if (!said) return { problem: "noToken" };
  const secrets = await readSecrets(storeId);
  if (secrets.length === 0) return { said, problem: "noSecret" };
  let read: ReadHandoff = { said, problem: "signature" };
  for (const { secret, isFormer } of secrets) {
    const result = await verify(token, secret);
    read = { said, isFormer, ...result };
    if (result.problem !== "signature") break;
  }
  return read.problem ? read : { ...read, ...(await accept(storeId, said)) };
}

function decode(token: string): JWTPayload | undefined {
  try {
    decodeProtectedHeader(token);
    return token.length > MAX_TOKEN_LENGTH ? undefined : decodeJwt(token);
  } catch {
    return undefined;
  }
}

async function verify(token: string, secret: Uint8Array): Promise<Pick<ReadHandoff, "problem" | "claim">> {
  try {
    await jwtVerify(token, secret, {
      algorithms: ["HS256"],
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      maxTokenAge: LIFETIME_SECONDS,
    });
    return {};
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) return { problem: "signature" };
    if (error instanceof errors.JOSEAlgNotAllowed) return { problem: "algorithm" };
    if (error instanceof errors.JWTExpired) return { problem: error.claim === "exp" ? "expired" : "old" };
    if (!(error instanceof errors.JWTClaimValidationFailed)) return { problem: "noToken" };
    const { claim, reason } = error;
    return reason === "check_failed" ? { problem: "early", claim } : { problem: "claim", claim };
  }
}

/** Of a token whose signature and times are right. */
async function accept(storeId: string, said: JWTPayload): Promise<Pick<ReadHandoff, "handoff" | "problem" | "claim">> {
  const { data, error } = claims.safeParse(said);
  if (!data) return { problem: "claim", claim: String(error.issues[0]?.path[0]) };
  const { sub, email, email_verified, iat, exp, jti } = data;
  if (exp - iat > LIFETIME_SECONDS) return { problem: "long" };
  if (await isUsed(storeId, jti)) return { problem: "used" };
  return {
    handoff: {
      identity: {
        email: email.address,
        emailNormalized: email.normalized,
        // Only `true` counts: "true" and 1 are no proof.
        emailVerified: email_verified === true,
        platformCustomerId: sub,
        platformSource: await readSource(storeId),
      },
      jti,
      expiresAt: new Date((exp + 2 * CLOCK_TOLERANCE_SECONDS) * 1000),
    },
  };
}

/** Whether a hand-off has signed somebody in. @param jti its own (RFC 7519, 4.1.7). */
export async function isUsed(storeId: string, jti: string): Promise<boolean> {
  const where = { storeId_jti: { storeId, jti } };
  return (await prisma().usedHandoff.findUnique({ where, select: { jti: true } })) !== null;
}

/** The source whose ids the store's subjects mean, as its owner picked it; undefined for the imported records. */
async function readSource(storeId: string): Promise<string | undefined> {
  const store = await prisma().store.findUnique({ where: { id: storeId }, select: { handoffSource: true } });
  return store && store.handoffSource !== RECORDS_SOURCE ? store.handoffSource : undefined;
}

/** The store's secret, and the former one while it is still accepted. */
async function readSecrets(storeId: string): Promise<{ secret: Uint8Array; isFormer: boolean }[]> {
  const store = await prisma().store.findUnique({
    where: { id: storeId },
    select: { handoffSecret: true, formerHandoffSecret: true, formerHandoffUntil: true },
  });
  if (!store) return [];
  const former = store.formerHandoffUntil && !hasExpired(store.formerHandoffUntil) ? store.formerHandoffSecret : null;
  return [store.handoffSecret, former].flatMap((wrapped, index) =>
    wrapped === null ? [] : [{ secret: unwrapSecret(wrapped, handoffPurpose(storeId)), isFormer: index > 0 }],
  );
}
