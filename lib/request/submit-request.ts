import { v7 as uuidv7 } from "uuid";
import { database, type Prepared } from "@/lib/database";
import type { EmailAddress } from "@/lib/email-address";
import { retryAfterRace, UserError } from "@/lib/error";
import { recordEvent } from "@/lib/event/record-event";
import { limitRates } from "@/lib/http/rate-limit";
import { wakeWorkers } from "@/lib/queue/queue";
import { buildSearchText } from "@/lib/search/fold-text";
import type { Store } from "@/lib/store/find-store";
import { createReference } from "@/lib/token";
import type { RequestType } from "@/prisma/generated/client";
import { personKey } from "./person-key";
import { typeRules } from "./type-rules";

/** What a guest asks for, and from where. */
export interface GuestRequest {
  store: Store;
  type: RequestType;
  email: EmailAddress;
  /** The language of the page that they used. */
  locale: string;
  /** What rate limits count their network address by. */
  rateLimitKey: string;
}

/**
 * Takes a guest's request: unverified until the address is proved. A second one of the same person only sends the
 * email again. No customer is looked up, so that what is done, how long it takes and what is said are the same for an
 * address that the store knows and for any other.
 * @throws UserError "guestsNotSupported" where the store asks them to sign in, "rateLimited".
 */
export async function submitRequest(request: GuestRequest): Promise<void> {
  const { store, email, rateLimitKey } = request;
  if (!store.guestsSupported) throw new UserError("guestsNotSupported");
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
  wakeWorkers("notify");
}

async function putRequest(
  prepared: Prepared,
  { store, type, email, locale }: GuestRequest,
  notifyAfterSeconds: number,
) {
  const now = new Date();
  const reference = createReference();
  const id = uuidv7();
  const { rows } = await prepared(PUT, [
    ...[store.id, id, reference, type, personKey({ emailVerified: true, emailNormalized: email.normalized })],
    ...[email.address, email.normalized, locale, buildSearchText([reference, email.address])],
    ...[now.toISOString(), typeRules[type].due(now, store).toISOString()],
  ]);
  const [live] = rows as { id: string }[];
  if (!live) throw new Error("the request was not made");
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
// Either is written, so that a repeated request sends the same statements as a new one.
const PUT = `
  INSERT INTO request (store_id, id, reference, type, source, state, person_key, email, email_normalized, locale,
                       search_text, created_at, due_at)
  VALUES ($1, $2, $3, $4, 'guest', 'unverified', $5, $6, $7, $8, $9, $10, $11)
  ON CONFLICT (store_id, type, person_key) WHERE state IN ('unverified', 'open')
  DO UPDATE SET locale = request.locale
  RETURNING id`;
