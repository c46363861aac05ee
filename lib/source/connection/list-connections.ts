import { z } from "zod";
import { prisma } from "@/lib/database";
import { isOpen } from "@/lib/source/outbound-http/circuit";
import { type OutboundFailure, outboundFailures } from "@/lib/source/outbound-http/outbound-error";
import type { Right } from "@/lib/source/rights";
import type { Connection } from "@/prisma/generated/client";

/** "connecting" until it has passed its first check; "paused" while it is left alone after failures, or because it asks for that. */
export type ConnectionStatus = "connecting" | "healthy" | "paused" | "failing" | "revoked" | "disconnected";

/** A connection as its page lists it, without its credentials. */
export interface ListedConnection {
  number: number;
  kind: string;
  /** What the store calls it. */
  name: string;
  address: string;
  status: ConnectionStatus;
  /** Until when it is left alone; null where it is not. */
  pausedUntil: Date | null;
  /** What went wrong last; null where it has answered since. */
  failure: { code: OutboundFailure; at: Date } | null;
  /** When it last answered as agreed. */
  lastContactAt: Date | null;
  /** What its owner lets it do besides reading. */
  may: Record<Right, boolean>;
}

/** A store's connections, the oldest first, and after them those that it ended. */
export async function listConnections(storeId: string, now = new Date()): Promise<ListedConnection[]> {
  const rows = await prisma().connection.findMany({
    where: { storeId },
    orderBy: { number: "asc" },
    omit: { credentials: true },
  });
  const listed = rows.map((row) => toListed(row, now));
  const isEnded = ({ status }: ListedConnection) => status === "disconnected";
  return [...listed.filter((one) => !isEnded(one)), ...listed.filter(isEnded)];
}

type Row = Omit<Connection, "credentials">;

function toListed(row: Row, now: Date): ListedConnection {
  const { number, kind, name, address, lastContactAt, lastErrorAt } = row;
  const code = z.enum(outboundFailures).safeParse(row.lastError).data;
  const isOver = lastErrorAt === null || (lastContactAt !== null && lastContactAt > lastErrorAt);
  return {
    ...{ number, kind, name, address, lastContactAt },
    status: statusOf(row, now),
    may: { erase: row.mayErase, object: row.mayObject },
    pausedUntil: isOpen(row, now) ? row.retryAt : null,
    failure: code && !isOver ? { code, at: lastErrorAt } : null,
  };
}

function statusOf({ state, description, retryAt }: Row, now: Date): ConnectionStatus {
  if (state === "disconnected") return state;
  if (description === null) return "connecting";
  // Waiting makes no credentials good again.
  return isOpen({ retryAt }, now) && state !== "revoked" ? "paused" : state;
}
