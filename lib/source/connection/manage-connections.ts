import { wrapSecret } from "@/lib/crypto";
import { prisma, type Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { limitRates } from "@/lib/http/rate-limit";
import { isAllowedPrivateHost } from "@/lib/source/outbound-http/guarded-agent";
import { OutboundError, type OutboundFailure } from "@/lib/source/outbound-http/outbound-error";
import { createSigningSecret, type WebServiceCredentials, webServiceCredentials } from "@/lib/source/web-service/sign";
import { type ConnectionKey, connectionPurpose, findConnections } from "./connection";
import { connectionKinds } from "./kinds";

/** A search asks all of them at once. */
const MAX_CONNECTIONS = 20;
/** How long a replaced secret still signs, while the other side takes over the new one. */
export const SECRET_OVERLAP_DAYS = 7;

type Act = ConnectionKey & { actor: MerchantActor };

/** Whether an address can be a source's: https, or http where ALLOW_PRIVATE_SOURCES names its host; nothing secret in it. */
export function isSourceAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, port, username, password, hash } = new URL(text);
  const isPrivate = protocol === "http:" && isAllowedPrivateHost(protocol, hostname, port);
  return (protocol === "https:" || isPrivate) && username === "" && password === "" && hash === "";
}

/**
 * Connects a web service. It is a source once it has been checked.
 * @param address one that `isSourceAddress` accepts.
 * @returns its number, and the secret that it knows our calls by; it is not shown again.
 * @throws UserError "tooManyConnections".
 */
export async function connectService({
  storeId,
  name,
  address,
  actor,
}: {
  storeId: string;
  name: string;
  address: string;
  actor: MerchantActor;
}): Promise<{ number: number; secret: string }> {
  const secret = createSigningSecret();
  const kind = "web_service";
  const number = await prisma().$transaction(async (transaction) => {
    // Two at once get two numbers, none of which was a connection's before.
    await transaction.$queryRaw`SELECT id FROM store WHERE id = ${storeId}::uuid FOR UPDATE`;
    const rows = await transaction.connection.findMany({ where: { storeId }, select: { number: true, state: true } });
    if (rows.filter(({ state }) => state !== "disconnected").length >= MAX_CONNECTIONS)
      throw new UserError("tooManyConnections");
    const next = Math.max(0, ...rows.map((row) => row.number)) + 1;
    const credentials = seal({ storeId, number: next }, { secret });
    await transaction.connection.create({
      data: { storeId, number: next, kind, name, address, credentials },
      select: { number: true },
    });
    await recordEvent(transaction, { storeId, type: "connection_made", actor, data: { number: next, kind } });
    return next;
  });
  return { number, secret };
}

/**
 * Asks a connected system what it holds, also one that is left alone after failures, and keeps the answer.
 * @returns what went wrong; undefined where it answered as agreed.
 * @throws UserError "connectionGone", "rateLimited".
 */
export async function checkConnection({ storeId, number }: ConnectionKey): Promise<OutboundFailure | undefined> {
  await limitRates([["checksByStore", storeId]]);
  const connection = (await findConnections(storeId)).find((one) => one.number === number);
  const source = connection && connectionKinds[connection.kind]?.(connection);
  if (!source) throw new UserError("connectionGone");
  try {
    const description = await source.describe(new AbortController().signal);
    await prisma().connection.updateMany({
      where: { storeId, number, state: { not: "disconnected" } },
      data: { description: { ...description } },
    });
    return undefined;
  } catch (error) {
    if (error instanceof OutboundError) return error.failure;
    throw error;
  }
}

/**
 * Makes a new secret for a web service. The one that it replaces signs too for `SECRET_OVERLAP_DAYS`; the one before that
 * no longer does.
 * @returns the secret, which is not shown again.
 * @throws UserError "connectionGone".
 */
export async function replaceSecret({ storeId, number, actor }: Act): Promise<string> {
  const secret = createSigningSecret();
  await prisma().$transaction(async (transaction) => {
    await lock(transaction, { storeId, number });
    const connection = (await findConnections(storeId, transaction)).find((one) => one.number === number);
    if (connection?.kind !== "web_service") throw new UserError("connectionGone");
    const { secret: before } = webServiceCredentials.parse(connection.readCredentials());
    const until = new Date(Date.now() + SECRET_OVERLAP_DAYS * 24 * 3600 * 1000).toISOString();
    const credentials = seal({ storeId, number }, { secret, former: { secret: before, until } });
    await transaction.connection.updateMany({ where: { storeId, number }, data: { credentials } });
    await recordEvent(transaction, { storeId, type: "connection_secret_made", actor, data: { number } });
  });
  return secret;
}

/**
 * Ends a connection: its credentials are deleted at once. Its name stays for exports and links that hold it. Does nothing
 * where it has ended.
 */
export async function disconnect({ storeId, number, actor }: Act): Promise<void> {
  await prisma().$transaction(async (transaction) => {
    const { count } = await transaction.connection.updateMany({
      where: { storeId, number, state: { not: "disconnected" } },
      data: { state: "disconnected", credentials: null, failures: 0, retryAt: null },
    });
    if (count > 0) await recordEvent(transaction, { storeId, type: "connection_ended", actor, data: { number } });
  });
}

/** Keeps two new secrets made at once from both replacing the same one. */
async function lock(transaction: Transaction, { storeId, number }: ConnectionKey): Promise<void> {
  await transaction.$queryRaw`SELECT number FROM connection WHERE store_id = ${storeId}::uuid AND number = ${number}::int FOR UPDATE`;
}

function seal(key: ConnectionKey, credentials: WebServiceCredentials): string {
  return wrapSecret(Buffer.from(JSON.stringify(credentials)), connectionPurpose(key));
}
