import pg from "pg";
import { asFetch, asForm, type Form, type Post } from "@/test/harness/form";
import { openRequestPage } from "@/test/harness/guest";
import { addressOf, type RigStore } from "@/test/harness/stores";

export type Way = "fetch" | "form";

/** Guests that ask many stores from many networks, each with an address of its own, and what came of it. */
export interface Guests {
  next: (way: Way) => Post & { accepted: () => void };
  /** The e-mail addresses whose requests were accepted. */
  accepted: string[];
}

/**
 * Spreads posts over stores and over X-Forwarded-For, so that no limit is met: a network sends some 30 an
 * hour of the 120 that it may.
 */
export async function makeGuests(origin: string, stores: RigStore[]): Promise<Guests> {
  const form = await openRequestPage(origin, stores[0]?.slug ?? "");
  const forms = stores.map(
    ({ slug }): Form => ({ ...form, path: `/s/${slug}`, fields: { ...form.fields, store: slug } }),
  );
  const accepted: string[] = [];
  let count = 0;
  return {
    accepted,
    next: (way) => {
      const number = count++;
      const email = `guest-${number}@mail.example`;
      const post = (way === "fetch" ? asFetch : asForm)(forms[number % forms.length] ?? form, { email });
      post.headers["x-forwarded-for"] = addressOf(number % 20_000);
      return { ...post, accepted: () => void accepted.push(email) };
    },
  };
}

/** How many of the accepted lack their row, their event or their job; 0 is what must be. */
export async function countLost(databaseUrl: string, accepted: string[]): Promise<number> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    const { rows } = await client.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM unnest($1::text[]) AS told (email)
       WHERE NOT EXISTS (
         SELECT FROM request
         JOIN event ON event.store_id = request.store_id AND event.request_id = request.id
         JOIN pgboss.job ON job.name = 'notify' AND job.data->>'eventId' = event.id::text
         WHERE request.email_normalized = told.email)`,
      [accepted],
    );
    return rows[0]?.count ?? Number.NaN;
  } finally {
    await client.end();
  }
}
