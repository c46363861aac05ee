import { asFetch, asForm, type Form, type Post } from "@/test/harness/form";
import { type Encoding, openRequestPage } from "@/test/harness/guests";
import { query } from "@/test/harness/postgres";
import { addressOf, type StoreRef } from "@/test/harness/stores";

/** Requests of guests, each with its own email address, and which of them were accepted. */
export interface GuestPosts {
  next: (encoding: Encoding) => Post & { accepted: () => void };
  accepted: string[];
}

/** Spreads the requests over stores and network addresses, so that no rate limit is met. */
export async function makeGuestPosts(origin: string, stores: StoreRef[]): Promise<GuestPosts> {
  const form = await openRequestPage(origin, stores[0]?.slug ?? "");
  const forms = stores.map(
    ({ slug }): Form => ({ ...form, path: `/s/${slug}`, fields: { ...form.fields, store: slug } }),
  );
  const accepted: string[] = [];
  let count = 0;
  return {
    accepted,
    next: (encoding) => {
      const number = count++;
      const email = `guest.${number}@mail.example`;
      const post = (encoding === "fetch" ? asFetch : asForm)(forms[number % forms.length] ?? form, { email });
      post.headers["x-forwarded-for"] = addressOf(number % 20_000);
      return { ...post, accepted: () => void accepted.push(email) };
    },
  };
}

/** How many of the accepted requests lack their row, their event or their job: 0 where all is well. */
export async function countLost(databaseUrl: string, accepted: string[]): Promise<number> {
  const [row] = await query<{ count: number }>(
    databaseUrl,
    `SELECT count(*)::int AS count FROM unnest($1::text[]) AS told (email)
     WHERE NOT EXISTS (
       SELECT FROM request
       JOIN event ON event.store_id = request.store_id AND event.request_id = request.id
       JOIN pgboss.job ON job.name = 'notify' AND job.data->>'eventId' = event.id::text
       WHERE request.email_normalized = told.email)`,
    [accepted],
  );
  return row?.count ?? Number.NaN;
}
