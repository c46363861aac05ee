import { z } from "zod";
import { wrapSecret } from "@/lib/crypto";
import { prisma, type Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { limitRates } from "@/lib/http/rate-limit";
import { OutboundError, type OutboundFailure } from "@/lib/source/outbound-http/outbound-error";
import { type Connection, type ConnectionKey, connectionPurpose, findConnections } from "./connection";
import type { ConnectionKind, TypedFields } from "./kind";
import { type ConnectionKindName, kindNamed, kindOf } from "./kinds";

/** A search asks all of them at once. */
const MAX_CONNECTIONS = 20;

type Act = ConnectionKey & { actor: MerchantActor };

/** What came of connecting a system, or of replacing its credentials: what went wrong where it was tried and did not answer. */
type Outcome<T> = (T & { issued: string | undefined; failure?: never }) | { failure: OutboundFailure; issued?: never };

/**
 * Connects a system. Credentials that the owner pasted are tried first, and nothing is stored where they do not work. One
 * that gets its secret from us is a source once it has been checked.
 * @param typed what the kind's fields ask for, checked by their schemas.
 * @returns its number, and the secret that we made, which is not shown again.
 * @throws UserError "connectedAlready" where one leads to the same system: each order would be given twice;
 *   "tooManyConnections", "rateLimited", and what the kind's `toCredentials` throws.
 */
export async function connect({
  storeId,
  kind: kindName,
  name,
  typed,
  actor,
}: {
  storeId: string;
  kind: ConnectionKindName;
  name: string;
  typed: TypedFields;
  actor: MerchantActor;
}): Promise<Outcome<{ number: number }>> {
  const kind = kindNamed(kindName);
  if (!kind) throw new UserError("invalid");
  const credentials = kind.toCredentials(typed);
  const made = { kind: kindName, name, address: kind.toAddress(typed) };
  // Before anything is sent; and again below, where two may connect at once.
  await refuseSecond(storeId, made);
  await nextNumber(prisma(), storeId);
  const fresh = { state: "healthy", description: null, mayErase: false, mayObject: false } as const;
  const trial = await tryOut(kind, { storeId, number: 0, ...fresh, ...made }, credentials);
  if (trial.failure) return { failure: trial.failure };
  const number = await prisma().$transaction(async (transaction) => {
    // Two at once get two numbers, none of which was a connection's before.
    await transaction.$queryRaw`SELECT id FROM store WHERE id = ${storeId}::uuid FOR UPDATE`;
    await refuseSecond(storeId, { ...made, ...trial.known }, transaction);
    const next = await nextNumber(transaction, storeId);
    await transaction.connection.create({
      data: {
        ...{ storeId, number: next, ...made, ...trial.known },
        credentials: seal({ storeId, number: next }, kind, credentials),
      },
      select: { number: true },
    });
    const data = { number: next, kind: kindName };
    await recordEvent(transaction, { storeId, type: "connection_made", actor, data });
    return next;
  });
  return { number, issued: kind.issued?.(credentials) };
}

/**
 * Asks a connected system what it holds, also one that is left alone after failures, and keeps the answer.
 * @returns what went wrong; undefined where it answered as agreed.
 * @throws UserError "connectionGone", "rateLimited".
 */
export async function checkConnection({ storeId, number }: ConnectionKey): Promise<OutboundFailure | undefined> {
  await limitRates([["checksByStore", storeId]]);
  const { kind, connection } = await find({ storeId, number });
  const { description, failure } = await describe(kind, connection);
  if (description)
    await prisma().connection.updateMany({
      where: { storeId, number, state: { not: "disconnected" } },
      data: { description: { ...description } },
    });
  return failure;
}

/**
 * Replaces a connection's credentials: with those that the owner pasted, which are tried first, or with a new secret of ours.
 * @param typed what the kind's fields of its credentials ask for.
 * @returns the secret that we made, which is not shown again.
 * @throws UserError "connectionGone", "rateLimited", and what the kind's `toCredentials` throws.
 */
export async function replaceCredentials({
  storeId,
  number,
  kind: kindName,
  typed,
  actor,
}: Act & { kind: ConnectionKindName; typed: TypedFields }): Promise<Outcome<object>> {
  const { kind, connection } = await find({ storeId, number });
  if (connection.kind !== kindName) throw new UserError("connectionGone");
  const trial = await tryOut(kind, connection, renew(kind, connection, typed));
  if (trial.failure) return { failure: trial.failure };
  const credentials = await prisma().$transaction(async (transaction) => {
    // Keeps two at once from both replacing the same ones.
    await transaction.$queryRaw`SELECT number FROM connection WHERE store_id = ${storeId}::uuid AND number = ${number}::int FOR UPDATE`;
    const { connection: current } = await find({ storeId, number }, transaction);
    const renewed = renew(kind, current, typed);
    const data = { ...trial.known, credentials: seal({ storeId, number }, kind, renewed) };
    await transaction.connection.updateMany({ where: { storeId, number }, data });
    // Stored under this name since secrets of ours were the only credentials.
    await recordEvent(transaction, { storeId, type: "connection_secret_made", actor, data: { number } });
    return renewed;
  });
  return { issued: kind.issued?.(credentials) };
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

/** A connection's number in its store that none had before. @throws UserError "tooManyConnections". */
async function nextNumber(client: Pick<Transaction, "connection">, storeId: string): Promise<number> {
  const rows = await client.connection.findMany({ where: { storeId }, select: { number: true, state: true } });
  if (rows.filter(({ state }) => state !== "disconnected").length >= MAX_CONNECTIONS)
    throw new UserError("tooManyConnections");
  return Math.max(0, ...rows.map((row) => row.number)) + 1;
}

/** What a system says that it is: a shop has several addresses on Shopify. */
const named = z.object({ shop: z.string() });

/** @throws UserError "connectedAlready", with the name of the connection that leads to the same system. */
async function refuseSecond(
  storeId: string,
  made: { kind: string; address: string; description?: unknown },
  client?: Transaction,
): Promise<void> {
  const nameOf = (one: { description?: unknown }) => named.safeParse(one.description).data?.shop;
  const shop = nameOf(made);
  const same = (await findConnections(storeId, client)).find(
    (one) =>
      one.kind === made.kind &&
      (placeOf(one.address) === placeOf(made.address) || (shop !== undefined && nameOf(one) === shop)),
  );
  if (same) throw new UserError("connectedAlready", { name: same.name });
}

/** Where an address leads, however it is written: by which protocol, in capitals, with a slash at its end. */
function placeOf(address: string): string {
  const { host, pathname, search } = new URL(address);
  return `${host}${pathname.replace(/\/+$/, "")}${search}`.toLowerCase();
}

async function find({ storeId, number }: ConnectionKey, client?: Transaction) {
  const connection = (await findConnections(storeId, client)).find((one) => one.number === number);
  const kind = connection && kindOf(connection);
  if (!kind) throw new UserError("connectionGone");
  return { kind, connection };
}

function renew(kind: ConnectionKind, connection: Connection, typed: TypedFields): unknown {
  return kind.toCredentials(typed, kind.credentials.parse(connection.readCredentials()));
}

/**
 * Calls a system with credentials that its owner has pasted, before they are stored.
 * @returns what is known of it then: nothing where the secret is ours, which the system does not have yet.
 */
async function tryOut(kind: ConnectionKind, connection: Omit<Connection, "readCredentials">, credentials: unknown) {
  if (kind.issued) return { known: {} };
  await limitRates([["checksByStore", connection.storeId]]);
  const trial: Connection = { ...connection, isTrial: true, readCredentials: () => credentials };
  const { description, failure } = await describe(kind, trial);
  if (failure) return { failure };
  const answered = { state: "healthy", failures: 0, retryAt: null, lastContactAt: new Date() } as const;
  return { known: { description: { ...description }, ...answered } };
}

async function describe(kind: ConnectionKind, connection: Connection) {
  try {
    return { description: await kind.source(connection).describe(new AbortController().signal) };
  } catch (error) {
    if (error instanceof OutboundError) return { failure: error.failure };
    throw error;
  }
}

function seal(key: ConnectionKey, { credentials: schema }: ConnectionKind, credentials: unknown): string {
  return wrapSecret(Buffer.from(JSON.stringify(schema.parse(credentials))), connectionPurpose(key));
}
