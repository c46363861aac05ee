import * as client from "openid-client";
import { wrapSecret } from "@/lib/crypto";
import { prisma, type Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { limitRates } from "@/lib/http/rate-limit";
import { enqueue } from "@/lib/queue/enqueue";
import { OutboundError } from "@/lib/source/outbound-http/outbound-error";
import { discover, outboundErrorIn, type Pins, type ProviderClient, pinsOf } from "./discover";
import { openidPurpose } from "./provider";

/** Whether an address is that of a discovery document, whole. */
export function isDiscoveryUrl(text: string): boolean {
  return URL.canParse(text) && new URL(text).pathname.endsWith("/.well-known/openid-configuration");
}

/**
 * Connects a store's OpenID Connect provider in place of the one before, if it answers and accepts the client's secret, and
 * pins its issuer and its hosts as they are now. Whom another issuer signed in is signed out.
 * @param redirectUri where it sends customers back to.
 * @throws UserError "rateLimited", "openidConnect" where it does not answer as it should, "openidSecret" where it does not accept the client.
 */
export async function connectProvider({
  storeId,
  actor,
  redirectUri,
  ...provider
}: ProviderClient & { storeId: string; actor: MerchantActor; redirectUri: string }): Promise<void> {
  await limitRates([["checksByStore", storeId]]);
  const pins = await check(provider, redirectUri);
  const { discoveryUrl, clientId } = provider;
  const clientSecret = wrapSecret(Buffer.from(provider.clientSecret), openidPurpose(storeId));
  const data = { discoveryUrl, clientId, clientSecret, ...pins, changedAt: null, connectedAt: new Date() };
  await prisma().$transaction(async (transaction) => {
    await transaction.openidProvider.upsert({
      where: { storeId },
      create: { storeId, ...data },
      update: data,
      select: { storeId: true },
    });
    // Whom another provider signed in was signed in by nobody whom the store still trusts.
    await endSessions(transaction, storeId, pins.issuer);
    await recordEvent(transaction, { storeId, type: "openid_connected", actor });
  });
}

/** Disconnects a store's provider: its secret is deleted, and whom it signed in is signed out. Does nothing where there is none. */
export async function disconnectProvider(storeId: string, actor: MerchantActor): Promise<void> {
  await prisma().$transaction(async (transaction) => {
    const { count } = await transaction.openidProvider.deleteMany({ where: { storeId } });
    if (count === 0) return;
    await endSessions(transaction, storeId);
    await recordEvent(transaction, { storeId, type: "openid_ended", actor });
  });
}

/**
 * Stops the sign-in by a provider that names another issuer or host than what was pinned, signs out whom it signed in, and
 * tells the owners, once.
 */
export async function stopProvider(storeId: string, { issuer, hosts }: Pins): Promise<void> {
  await prisma().$transaction(async (transaction) => {
    const { count } = await transaction.openidProvider.updateMany({
      where: { storeId, issuer, hosts: { equals: hosts }, changedAt: null },
      data: { changedAt: new Date() },
    });
    if (count === 0) return;
    await endSessions(transaction, storeId);
    const eventId = await recordEvent(transaction, { storeId, type: "openid_changed", actor: { kind: "system" } });
    await enqueue(transaction, "provider-changed", { storeId, eventId });
  });
}

/** @param except the issuer whose sessions stay. */
async function endSessions(transaction: Transaction, storeId: string, except: string | null = null): Promise<void> {
  // SQL's "not" leaves out those without an issuer.
  await transaction.session.deleteMany({ where: { kind: "customer", storeId, openidIssuer: { not: except } } });
}

async function check(provider: ProviderClient, redirectUri: string): Promise<Pins> {
  try {
    const allowedHosts = [new URL(provider.discoveryUrl).host];
    const config = await discover(provider, allowedHosts);
    const pins = pinsOf(config, provider.discoveryUrl);
    allowedHosts.push(...pins.hosts);
    await presentClient(config, redirectUri);
    return pins;
  } catch (error) {
    if (error instanceof OutboundError) throw new UserError("openidConnect");
    throw error;
  }
}

/** Redeems a code that nobody has: 401 refuses the client, any other refusal the code alone (RFC 6749, 5.2). */
async function presentClient(config: client.Configuration, redirectUri: string): Promise<void> {
  const state = client.randomState();
  const answer = new URL(
    `${redirectUri}?${new URLSearchParams({ code: "connecting", state, iss: config.serverMetadata().issuer })}`,
  );
  const checks = { expectedState: state, pkceCodeVerifier: client.randomPKCECodeVerifier() };
  const error = await client.authorizationCodeGrant(config, answer, checks).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  const failure = outboundErrorIn(error);
  if (failure?.failure === "unauthorized") throw new UserError("openidSecret");
  if (failure?.failure !== "refused") throw failure ?? new OutboundError("malformed");
}
