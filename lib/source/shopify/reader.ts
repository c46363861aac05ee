import type { Connection } from "@/lib/source/connection/connection";
import type { CallOptions } from "@/lib/source/connection/contact-again";
import type { ReadingNotes } from "@/lib/source/source";
import { callShopify, type Query } from "./call-shopify";

/** Asks one shop, and notes what it withholds. */
export interface Reader {
  /** The answer's part that the query reads; undefined where the shop withheld all of it. */
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
      return data;
    },
  };
}

/** What a person reads of a field that Shopify withholds from this app. */
export function withheldBy(field: string): string {
  return `Withheld by the platform: ${field.replace(/([a-z])([A-Z])/g, (_, before, after) => `${before} ${after.toLowerCase()}`)}`;
}
