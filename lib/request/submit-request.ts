import { randomUUIDv7 } from "node:crypto";
import type { EmailAddress } from "@/lib/email-address";
import { isUniqueViolation, UserError } from "@/lib/error";
import { readAndLimit } from "@/lib/http/rate-limit";
import { enqueueWith } from "@/lib/queue/enqueue-with";
import { searchText } from "@/lib/search/fold-text";
import { isSlug, STORE_BY_SLUG, type Store } from "@/lib/store/find-store";
import { createReference } from "@/lib/token";
import type { RequestType } from "@/prisma/generated/client";
import { personKey } from "./person-key";
import { dueDate } from "./request-deadline";

/** What a guest asks for, and from where. */
export interface GuestRequest {
  /** The slug of the store, as the form says it. */
  store: string;
  type: RequestType;
  email: EmailAddress;
  /** The language of the page that they used. */
  locale: string;
  /** SHA-256 of the cookie of their browser. */
  browserHash: Uint8Array;
  /** What limits count their network address by. */
  block: string;
}

/**
 * Takes a guest's request: unverified until the address is proved. A second one of the same person
 * only sends the e-mail again. No customer is looked up, so that what is done, how long it takes
 * and what is said are the same for an address that the store knows and for any other.
 * @returns whether there is such a store.
 * @throws UserError "guestsNotSupported" where the store asks them to sign in, "rateLimited".
 */
export async function submitRequest(request: GuestRequest): Promise<boolean> {
  const { store: slug, email, block } = request;
  if (!isSlug(slug)) return false;
  const { row: store, waitSeconds } = await readAndLimit<Store>(
    { text: GUESTS_STORE, values: [slug] },
    [
      ["publicFormByAddress", block],
      ["mailByInbox", email.normalized],
    ],
    // A flood on a store denies nobody their right: it only slows its mail.
    ["mailByStore", slug],
  );
  if (!store) return false;
  if (!store.guestsSupported) throw new UserError("guestsNotSupported");
  for (let attempt = 1; ; attempt++) {
    try {
      await putRequest(store, request, Math.ceil(waitSeconds));
      return true;
    } catch (error) {
      // Two references in ten to the twelve are alike: another is drawn.
      if (!isUniqueViolation(error) || attempt === 5) throw error;
    }
  }
}

// Nothing is counted for a form that is refused whatever it says.
const GUESTS_STORE = `SELECT *, "guestsSupported" AS counts FROM (${STORE_BY_SLUG}) AS store`;

/**
 * One statement: the request, or the live one of the same person (the index request_live_person_key
 * decides between two at once), the event that says which, and the job that sends the e-mail. The live
 * one is given a space at its end, or loses it: an indexed column that changes has PostgreSQL write to
 * each index, as a new request does. Else an address with a request under way was answered sooner.
 */
async function putRequest(
  store: Store,
  { type, email, locale, browserHash }: GuestRequest,
  notifyAfterSeconds: number,
): Promise<void> {
  const now = new Date();
  const reference = createReference();
  // Drawn from random bytes that Node holds ready. Not in order within a millisecond, as other ids are: no order is needed of these.
  const eventId = randomUUIDv7();
  await enqueueWith(
    {
      expressions: `live AS (
          INSERT INTO request (store_id, id, reference, type, source, state, person_key, email, email_normalized,
                               locale, browser_hash, search_text, created_at, due_at)
          VALUES ($2, $3, $4, $5::request_type, 'guest', 'unverified', $6, $7, $8, $9, $10, $11, $12, $13)
          ON CONFLICT (store_id, type, person_key) WHERE state IN ('unverified', 'open')
          DO UPDATE SET search_text = CASE WHEN request.search_text LIKE '% ' THEN rtrim(request.search_text)
                                           ELSE request.search_text || ' ' END
          RETURNING id, id = $3 AS made
        ), happened AS (
          INSERT INTO event (store_id, id, request_id, type, actor_kind, at)
          SELECT $2::uuid, $14::uuid, id, CASE WHEN made THEN 'request_made' ELSE 'request_repeated' END,
                 'customer', $12::timestamptz
          FROM live
        )`,
      values: [
        store.id,
        randomUUIDv7(),
        reference,
        type,
        personKey({ emailVerified: true, emailNormalized: email.normalized }),
        email.address,
        email.normalized,
        locale,
        browserHash,
        searchText([reference, email.address]),
        now.toISOString(),
        dueDate(now, store).toISOString(),
        eventId,
      ],
    },
    "notify",
    { storeId: store.id, eventId },
    notifyAfterSeconds,
  );
}
