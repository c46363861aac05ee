import * as client from "openid-client";
import { z } from "zod";
import { prisma } from "@/lib/database";
import { env } from "@/lib/env";
import { UserError } from "@/lib/error";
import { recordEvent } from "@/lib/event/record-event";
import { openSealedCookie, sealForCookie } from "@/lib/http/cookie";
import { limitRate } from "@/lib/http/rate-limit";
import { claimText, emailClaim } from "@/lib/sign-in/claims";
import type { CustomerIdentity } from "@/lib/sign-in/customer-session";
import type { Store } from "@/lib/store/find-store";
import { isSameSecret } from "@/lib/token";
import { stopProvider } from "./connect-provider";
import { CLOCK_TOLERANCE_SECONDS, discover, outboundErrorIn, pinsOf } from "./discover";
import { readProvider } from "./provider";

/** How long a customer has at the provider, before the sign-in has to be started again. */
export const SIGN_IN_SECONDS = 600;

type StoreKey = Pick<Store, "id" | "slug">;

/** What a browser brings back. */
interface Started {
  state: string;
  nonce: string;
  verifier: string;
  /** Where to go after signing in: a word of the sign-in page. */
  next?: string | undefined;
}

/** Where a store's provider sends its customers back to. */
export function callbackUrl(slug: string): string {
  return `${env().appUrl}/s/${slug}/sign-in/openid/callback`;
}

/**
 * Starts a sign-in by the store's provider: authorization code with PKCE, S256 (RFC 7636). Writes nothing.
 * @returns where to send the customer, and what their browser must bring back, sealed for a cookie of `SIGN_IN_SECONDS`.
 * @throws UserError "rateLimited", "openidOff", "openidChanged", "openidUnreachable".
 */
export async function startSignIn(
  { id: storeId, slug }: StoreKey,
  next: string | undefined,
  rateLimitKey: string,
): Promise<{ url: string; sealed: string }> {
  await limitRate("openidByAddress", rateLimitKey);
  const config = await pinnedProvider(storeId);
  const started = {
    ...{ state: client.randomState(), nonce: client.randomNonce() },
    ...{ verifier: client.randomPKCECodeVerifier(), next },
  } satisfies Started;
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: callbackUrl(slug),
    scope: "openid email",
    state: started.state,
    nonce: started.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(started.verifier),
    code_challenge_method: "S256",
  });
  return { url: url.href, sealed: sealForCookie(JSON.stringify(started), purpose(storeId), SIGN_IN_SECONDS) };
}

/**
 * Ends a sign-in that `startSignIn` started in the same browser, and uses its state up. The caller starts the session.
 * @param query what the provider added to the callback's address.
 * @param sealed what the browser brings back.
 * @throws UserError as `startSignIn`, and "openidOver" for a state that is not this browser's and this store's, that is over or
 * was used, "openidDenied", "openidNoEmail", "openidClock", "openidFailed".
 */
export async function finishSignIn(
  { id: storeId, slug }: StoreKey,
  query: URLSearchParams,
  sealed: string | undefined,
  rateLimitKey: string,
): Promise<{ identity: CustomerIdentity; next: string | undefined }> {
  await limitRate("openidByAddress", rateLimitKey);
  const opened = openSealedCookie(sealed, purpose(storeId));
  if (!opened) throw new UserError("openidOver");
  const started: Started = JSON.parse(opened);
  if (!isSameSecret(query.get("state") ?? "", started.state)) throw new UserError("openidOver");
  await spendState(storeId, started.state);
  const identity = await identify(storeId, new URL(`${callbackUrl(slug)}?${query}`), started);
  const signedIn = { storeId, type: "customer_signed_in", data: { by: "openid" } } as const;
  await prisma().$transaction((transaction) => recordEvent(transaction, { ...signedIn, actor: { kind: "customer" } }));
  return { identity, next: started.next };
}

function purpose(storeId: string): string {
  return `openid ${storeId}`;
}

/** Whoever copied the cookie and the callback's address cannot use them again: each state is remembered until it is over. */
async function spendState(storeId: string, state: string): Promise<void> {
  const expiresAt = new Date(Date.now() + SIGN_IN_SECONDS * 1000);
  const { count } = await prisma().usedHandoff.createMany({
    data: [{ storeId, jti: `openid ${state}`, expiresAt }],
    skipDuplicates: true,
  });
  if (count === 0) throw new UserError("openidOver");
}

/** The store's provider as it is now, if that is what was pinned; else it is stopped. */
async function pinnedProvider(storeId: string): Promise<client.Configuration> {
  const provider = await readProvider(storeId);
  if (!provider) throw new UserError("openidOff");
  if (provider.changedAt) throw new UserError("openidChanged");
  const config = await discover(provider, provider.hosts).catch((error) => {
    throw outboundErrorIn(error) ? new UserError("openidUnreachable") : error;
  });
  const { issuer, hosts } = pinsOf(config, provider.discoveryUrl);
  if (issuer === provider.issuer && hosts.every((host) => provider.hosts.includes(host))) return config;
  await stopProvider(storeId, provider);
  throw new UserError("openidChanged");
}

async function identify(storeId: string, answer: URL, { state, nonce, verifier }: Started): Promise<CustomerIdentity> {
  const config = await pinnedProvider(storeId);
  const claims = await redeem(config, answer, { state, nonce, verifier });
  const subject = claimText.safeParse(claims.sub).data;
  if (subject === undefined) throw new UserError("openidFailed");
  const email = emailClaim.safeParse(claims.email).data;
  if (!email) throw new UserError("openidNoEmail");
  return {
    email: email.address,
    emailNormalized: email.normalized,
    // Only `true` counts: "true" and 1 are no proof.
    emailVerified: claims.email_verified === true,
    platformCustomerId: undefined,
    openidIssuer: config.serverMetadata().issuer,
    openidSubject: subject,
  };
}

/** The claims about the customer: the ID token's, or the userinfo endpoint's where that holds no address. */
async function redeem(config: client.Configuration, answer: URL, { state, nonce, verifier }: Started) {
  try {
    const tokens = await client.authorizationCodeGrant(config, answer, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (!claims) throw new UserError("openidFailed");
    // It was made for this call.
    if (Math.abs(claims.iat - Date.now() / 1000) > CLOCK_TOLERANCE_SECONDS) throw new UserError("openidClock");
    if (claims.email !== undefined || !config.serverMetadata().userinfo_endpoint) return claims;
    return await client.fetchUserInfo(config, tokens.access_token, claims.sub);
  } catch (error) {
    throw error instanceof UserError ? error : new UserError(problemOf(error));
  }
}

const coded = z.object({ code: z.string() });

function problemOf(error: unknown) {
  if (outboundErrorIn(error))
    return outboundErrorIn(error)?.failure === "refused" ? "openidFailed" : "openidUnreachable";
  const code = coded.safeParse(error).data?.code;
  if (code === "OAUTH_AUTHORIZATION_RESPONSE_ERROR") return "openidDenied";
  return code === "OAUTH_JWT_TIMESTAMP_CHECK_FAILED" ? "openidClock" : "openidFailed";
}
