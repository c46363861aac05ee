import { z } from "zod";
import { prisma } from "@/lib/database";
import { isOpen } from "@/lib/source/outbound-http/circuit";
import { type OutboundFailure, outboundFailures } from "@/lib/source/outbound-http/outbound-error";
import type { OwnSection } from "@/lib/source/own-section";
import type { Right } from "@/lib/source/rights";
import type { Connection } from "@/prisma/generated/client";
import { openCredentials } from "./connection";
import { kindOf } from "./kinds";

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
  failure: Failure | null;
  /** The same, whether it has answered since or not. */
  lastFailure: Failure | null;
  /** When it last answered as agreed. */
  lastContactAt: Date | null;
  /** What its owner lets it do besides reading. */
  may: Record<Right, boolean>;
  /** What it gives: names of core sections, and those of its own. */
  sections: (string | OwnSection)[];
  /** Until when a secret that was replaced is good too; null where none is. */
  formerUntil: Date | null;
}

interface Failure {
  code: OutboundFailure;
  at: Date;
  /** As its kind names it, such as "collect orders"; null for one of an earlier release. */
  call: string | null;
}

/** A store's connections, the oldest first, and after them those that it ended. */
export async function listConnections(storeId: string, now = new Date()): Promise<ListedConnection[]> {
  const rows = await prisma().connection.findMany({ where: { storeId }, orderBy: { number: "asc" } });
  const listed = rows.map((row) => toListed(row, now));
  const isEnded = ({ status }: ListedConnection) => status === "disconnected";
  return [...listed.filter((one) => !isEnded(one)), ...listed.filter(isEnded)];
}

function toListed(row: Connection, now: Date): ListedConnection {
  const { number, kind, name, address, lastContactAt, lastErrorAt } = row;
  const code = z.enum(outboundFailures).safeParse(row.lastError).data;
  const isOver = lastErrorAt === null || (lastContactAt !== null && lastContactAt > lastErrorAt);
  const lastFailure = code && lastErrorAt ? { code, at: lastErrorAt, call: row.lastErrorCall } : null;
  return {
    ...{ number, kind, name, address, lastContactAt, lastFailure },
    status: statusOf(row, now),
    may: { erase: row.mayErase, object: row.mayObject },
    pausedUntil: isOpen(row, now) ? row.retryAt : null,
    failure: isOver ? null : lastFailure,
    ...aboutSource(row, now),
  };
}

/** What its source gives, and how long a replaced secret is good. */
function aboutSource(row: Connection, now: Date): Pick<ListedConnection, "sections" | "formerUntil"> {
  const kind = kindOf(row);
  if (!kind || row.state === "disconnected") return { sections: [], formerUntil: null };
  const readCredentials = () => openCredentials(row);
  const { collectors, own = [] } = kind.source({ ...row, readCredentials });
  const credentials = kind.formerUntil && kind.credentials.safeParse(readCredentials()).data;
  const until = credentials ? kind.formerUntil?.(credentials) : undefined;
  const formerUntil = until && new Date(until) > now ? new Date(until) : null;
  return { sections: [...Object.keys(collectors), ...own.map(({ section }) => section)], formerUntil };
}

function statusOf({ state, description, retryAt }: Connection, now: Date): ConnectionStatus {
  if (state === "disconnected") return state;
  if (description === null) return "connecting";
  // Waiting makes no credentials good again.
  return isOpen({ retryAt }, now) && state !== "revoked" ? "paused" : state;
}
