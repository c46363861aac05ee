import { v7 as uuidv7 } from "uuid";
import { deadlinesAtReceipt } from "@/lib/clock/at-receipt";
import { database, type Prepared } from "@/lib/database";
import type { EmailAddress } from "@/lib/email-address";
import { retryAfterRace, UserError } from "@/lib/error";
import { recordEvent } from "@/lib/event/record-event";
import { limitRates } from "@/lib/http/rate-limit";
import { enqueue } from "@/lib/queue/enqueue";
import { wakeWorkers } from "@/lib/queue/queue";
import { buildSearchText } from "@/lib/search/fold-text";
import { line } from "@/lib/store/data-request-settings";
import type { Store } from "@/lib/store/find-store";
import { isObjection } from "@/lib/subject/start-matching";
import { createReference } from "@/lib/token";
import type { RequestType } from "@/prisma/generated/client";
import type { Correction } from "./correction-fields";
import { requireOffered } from "./offered-types";
import { personKey } from "./person-key";
import { typeRules } from "./type-rules";

/** The most characters of the line that a customer may add. */
export const MAX_HINT_LENGTH = 200;

/** The line that a customer may add so that the store's staff can find them; null for none. */
export const customerHint = line
  .refine((text) => text.length <= MAX_HINT_LENGTH, { error: "hintTooLong" })
  .transform((text) => text || null);

/** What a guest asks for, and from where. */
export interface GuestRequest {
  store: Store;
  type: RequestType;
  email: EmailAddress;
  /** The language of the page that they used. */
  locale: string;
  /** How they write dates, such as en-GB. */
  formatLocale?: string | null | undefined;
  /** See `customerHint`. */
  hint?: string | null | undefined;
  /** ISO 3166-1, where the type is offered in some countries alone. */
  country?: string | null | undefined;
  /** Of a correction. */
  correction?: Correction | undefined;
  /** What rate limits count their network address by. */
  rateLimitKey: string;
}

/**
 * Takes a guest's request: unverified until the address is proved. A second one of the same person only sends the
 * email again. No customer is looked up, so that what is done, how long it takes and what is said are the same for an
 * address that the store knows and for any other.
 * @throws UserError "guestsNotSupported" where the store asks them to sign in, "typeNotOffered", "rateLimited".
 */
export async function submitRequest(request: GuestRequest): Promise<void> {
  const { store, type, country, email, rateLimitKey } = request;
  if (!store.guestsSupported) throw new UserError("guestsNotSupported");
  await requireOffered(store.id, type, country ?? undefined);
  const waitSeconds = await limitRates(
    [
      ["publicFormByAddress", rateLimitKey],
      ["mailByInbox", email.normalized],
    ],
    // A flood on a store denies nobody their right: it only slows its mail.
    ["mailByStore", store.slug],
    ["mailByPossibleInbox", email.normalized],
  );
  // Two references in ten to the twelve are alike: another is drawn.
  await retryAfterRace(() =>
    database().transaction((prepared) => putRequest(prepared, request, Math.ceil(waitSeconds))),
  );
  if (typeRules[type].verification === "none") {
    wakeWorkers("match-subject");
    wakeWorkers("apply-objection");
  }
  wakeWorkers("notify");
}

async function putRequest(
  prepared: Prepared,
  { store, type, email, locale, formatLocale = null, hint = null, country = null, correction }: GuestRequest,
  notifyAfterSeconds: number,
) {
  const now = new Date();
  const reference = createReference();
  const id = uuidv7();
  // Only what the store says: who the customer is, and where they live, is not looked up.
  const { dueAt, deadlines } = deadlinesAtReceipt(type, now, store);
  const { rows } = await prepared(PUT, [
    ...[store.id, id, reference, type, personKey({ emailVerified: true, emailNormalized: email.normalized })],
    ...[email.address, email.normalized, locale, buildSearchText([reference, email.address])],
    ...[now.toISOString(), dueAt.toISOString(), hint, formatLocale, JSON.stringify(deadlines)],
    ...[country, typeRules[type].verification === "none" ? "open" : "unverified"],
  ]);
  const [live] = rows as { id: string }[];
  if (!live) throw new Error("the request was not made");
  if (correction) await prepared(PUT_CORRECTION, [store.id, live.id, correction.wrong, correction.right]);
  if (typeRules[type].verification === "none") {
    await prepared(LOOK_FOR, [store.id, live.id, email.normalized, now.toISOString()]);
    const target = { storeId: store.id, requestId: live.id };
    await enqueue(prepared, "match-subject", target);
    if (isObjection(type)) await enqueue(prepared, "apply-objection", target);
  }
  await recordEvent(
    prepared,
    {
      storeId: store.id,
      requestId: live.id,
      type: live.id === id ? "request_made" : "request_repeated",
      actor: { kind: "customer" },
    },
    notifyAfterSeconds,
  );
}

// The request, or the live one of the same person: the index request_live_person_key decides between two at once.
// Either is written, so that a repeated request sends the same statements as a new one; what strangers add after the
// verification is not taken.
const PUT = `
  WITH put AS (
  INSERT INTO request (store_id, id, reference, type, source, state, person_key, email, email_normalized, locale,
                       search_text, created_at, due_at, customer_hint, format_locale, country)
  VALUES ($1, $2, $3, $4, 'guest', $16::request_state, $5, $6, $7, $8, $9, $10, $11, $12, $13, $15)
  ON CONFLICT (store_id, type, person_key) WHERE state IN ('unverified', 'open')
  DO UPDATE SET customer_hint = CASE WHEN request.state = 'unverified'
    THEN coalesce(excluded.customer_hint, request.customer_hint) ELSE request.customer_hint END
  RETURNING id), deadlines AS (
  INSERT INTO request_deadline (store_id, request_id, regime, ground, received_on, due_at)
  SELECT $1, put.id, law.regime, law.ground, law."receivedOn", law."dueAt" FROM put, jsonb_to_recordset($14::jsonb)
    AS law(regime regime, ground regime_ground, "receivedOn" date, "dueAt" timestamptz)
  WHERE put.id = $2)
  SELECT id FROM put`;

// Strangers add nothing to what was verified.
const PUT_CORRECTION = `
  INSERT INTO correction (store_id, request_id, wrong, "right")
  SELECT store_id, id, $3, $4 FROM request WHERE store_id = $1 AND id = $2 AND state = 'unverified'
  ON CONFLICT (store_id, request_id) DO UPDATE SET wrong = excluded.wrong, "right" = excluded."right"`;

// As startMatching, of a request that nobody has to verify. What is known of it already may be proved, and stays.
const LOOK_FOR = `
  WITH stated AS (
    INSERT INTO request_identity (store_id, request_id, kind, source, value, issuer, at)
    VALUES ($1, $2, 'email', '', $3, 'customer', $4) ON CONFLICT DO NOTHING)
  UPDATE request SET matching_since = $4 WHERE store_id = $1 AND id = $2`;
