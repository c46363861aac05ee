import { unwrapSecret } from "@/lib/crypto";
import { prisma, type Transaction } from "@/lib/database";
import type { ConnectionState } from "@/prisma/generated/client";

/** A live system that a store has connected, as its source reads it. */
export interface Connection {
  storeId: string;
  /** Of the store, from 1. */
  number: number;
  kind: string;
  /** What the store calls it. */
  name: string;
  address: string;
  state: ConnectionState;
  /** What the system said of itself when it was checked last; null before. */
  description: unknown;
  /** What its owner lets it do besides reading. */
  mayErase: boolean;
  mayObject: boolean;
  /** The credentials, decrypted: JSON as the connection's kind has it. */
  readCredentials(): unknown;
  /** It is tried with what an owner has just typed, which is not stored: nothing is written of how its calls go. */
  isTrial?: true;
}

/** A connection's key. */
export interface ConnectionKey {
  storeId: string;
  number: number;
}

/** What a connection's credentials are bound to where they are wrapped: they decrypt as no other connection's. */
export function connectionPurpose({ storeId, number }: ConnectionKey): string {
  return `connection:${storeId}:${number}`;
}

/** How links and manifests name a connection. */
export function connectionSource(number: number): string {
  return `connection-${number}`;
}

/** What a store calls its connections, by the names that links and manifests have; those too that it ended. */
export async function connectionTitles(storeId: string): Promise<Map<string, string>> {
  const rows = await prisma().connection.findMany({
    where: { storeId },
    orderBy: { number: "asc" },
    select: { number: true, name: true },
  });
  return new Map(rows.map(({ number, name }) => [connectionSource(number), name]));
}

/** The connection's number and the record's key that the address of a live record's page ends in; undefined for another page's. */
export function readLiveId(id: string): { number: number; record: string } | undefined {
  const [, number, record] = /^([1-9]\d{0,8})\.(.{1,300})$/su.exec(id) ?? [];
  return number && record ? { number: Number(number), record } : undefined;
}

/** The path of a live record's page below the store's: see `readLiveId`. Keys hold slashes and percent signs too. */
export function livePath({ source, record }: { source: string; record: string }): string {
  return `customers/${encodeURIComponent(`${source.replace(/^connection-/, "")}.${record}`)}`;
}

/** A store's connections, the oldest first, without those that it ended. */
export async function findConnections(
  storeId: string,
  client: Pick<Transaction, "connection"> = prisma(),
): Promise<Connection[]> {
  const rows = await client.connection.findMany({
    where: { storeId, state: { not: "disconnected" } },
    orderBy: { number: "asc" },
    select: {
      ...{ number: true, kind: true, name: true, address: true, state: true, description: true, credentials: true },
      ...{ mayErase: true, mayObject: true },
    },
  });
  return rows.map(({ credentials, ...row }) => ({
    ...{ storeId, ...row },
    readCredentials: () => openCredentials({ storeId, number: row.number, credentials }),
  }));
}

/** Decrypts a connection's credentials: JSON as its kind has it. */
export function openCredentials({ credentials, ...key }: ConnectionKey & { credentials: string | null }): unknown {
  return JSON.parse(unwrapSecret(credentials ?? "", connectionPurpose(key)).toString("utf8"));
}
