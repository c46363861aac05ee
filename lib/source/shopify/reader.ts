import type { Connection } from "@/lib/source/connection/connection";
import type { CallOptions } from "@/lib/source/connection/contact-again";
import { notGiven } from "@/lib/source/not-given";
import { OutboundError } from "@/lib/source/outbound-http/outbound-error";
import type { ReadingNotes } from "@/lib/source/source";
import { callShopify, type Query } from "./call-shopify";

/** Asks one shop, and notes what it withholds. */
export interface Reader {
  /**
   * The answer's part that the query reads.
   * @throws OutboundError "refused" where the shop withholds all of it; others as `callShopify` does.
   */
  ask<Answer>(query: Query<Answer>, variables: Record<string, unknown>): Promise<Answer | undefined>;
  notes: ReadingNotes | undefined;
}

/** @param notes is told of every field that was withheld: it may be held, so nothing says that it is not. */
export function readerOf(connection: Connection, options: CallOptions, notes?: ReadingNotes): Reader {
  return {
    notes,
    async ask(query, variables) {
      const { data, withheld } = await callShopify(connection, query, variables, options);
      for (const field of withheld) notes?.withhold(withheldBy(field));
      // All of it is withheld: what is there was not read, which is not the same as nothing.
      if (withheld.length > 0 && !hasAny(data)) throw new OutboundError("refused", { status: 403 });
      return data;
    },
  };
}

/** Whether an answer holds anything: an object that was withheld is null. */
function hasAny(data: unknown): boolean {
  if (typeof data !== "object" || data === null) return false;
  return Object.values(data).some((value) => value !== null && value !== undefined);
}

/** What a person reads of a field that Shopify withholds from this app. */
export function withheldBy(field: string): string {
  return notGiven(
    "withheld",
    field.replace(/([a-z])([A-Z])/g, (_, before, after) => `${before} ${after.toLowerCase()}`),
  );
}
