import { randomBytes } from "node:crypto";
import type { Build } from "@/lib/archive/chunk-store";
import { type ExportKey, keyPurpose } from "@/lib/archive/export-key";
import type { Original } from "@/lib/archive/reviewed-rows";
import { strippedSecretSchema } from "@/lib/archive/strip-secrets";
import { wrapSecret } from "@/lib/crypto";
import { database, prisma } from "@/lib/database";
import { defaultLocale, type Locale, locales } from "@/lib/locale";
import { redactionSchema } from "@/lib/section/redaction";
import type { InformationStore, InformationText } from "@/lib/store/information-fields";
import type { Request, Store } from "@/prisma/generated/client";
import { storedSources } from "./stored-sources";

/** A build that has begun, and the request that it is for. */
export interface BegunBuild {
  build: Build;
  startedAt: Date;
  request: BegunRequest;
  /** What a reviewed copy is made from; undefined for an export of the store's data. */
  original: Original | undefined;
}

type BegunRequest = Pick<Request, "storeId" | "id" | "reference" | "source" | "email" | "emailNormalized"> &
  Pick<Request, "emailVerified" | "customerId" | "customerName" | "createdAt"> & {
    /** The customer's own, or the first language. */
    locale: Locale;
    customerEmailNormalized: string | null;
    store: InformationStore & Pick<Store, "exportLifetimeDays">;
    /** The store's own texts of Article 15 in that language. */
    information: InformationText[];
  };

/**
 * Begins a run of an export's job: the bytes of an earlier one are deleted, a fresh key is made, and
 * the attempt counted, by which a run that is still at work elsewhere finds itself taken over. One
 * statement, which reads too whatever the build needs besides rows.
 * @returns undefined where the export is not queued or collecting.
 */
export async function beginBuild({ storeId, exportId }: ExportKey): Promise<BegunBuild | undefined> {
  const key = randomBytes(32);
  const startedAt = new Date();
  const wrappedKey = wrapSecret(key, keyPurpose({ storeId, exportId }));
  const values = [storeId, exportId, wrappedKey, startedAt.toISOString(), locales, defaultLocale];
  const { rows } = await database().prepared(BEGIN, values);
  const [taken] = rows as Taken[];
  if (!taken) return undefined;
  const { attempt, reviewOfId, redactions, ...request } = taken;
  if (attempt > 1) await deleteEarlierBytes({ storeId, exportId, attempt });
  const original = reviewOfId ? await findOriginal(storeId, reviewOfId, redactions) : undefined;
  return { build: { storeId, exportId, attempt, key }, startedAt, request, original };
}

type Taken = BegunRequest & { attempt: number; reviewOfId: string | null; redactions: unknown };

// It waits for chunks that an earlier run is just writing: see chunk-store.ts.
const BEGIN = `
  WITH taken AS (
    UPDATE export
       SET state = 'collecting', wrapped_key = $3, started_at = $4::timestamptz, section = NULL, rows_collected = 0,
           rows_expected = NULL, sources = '[]', attempts = attempts + 1
     WHERE store_id = $1::uuid AND id = $2::uuid AND state IN ('queued', 'collecting')
    RETURNING store_id, request_id, attempts, review_of_id, redactions
  )
  SELECT taken.attempts AS attempt, taken.review_of_id AS "reviewOfId", taken.redactions,
         request.store_id AS "storeId", request.id, request.reference, request.source, request.email,
         request.email_normalized AS "emailNormalized", request.email_verified AS "emailVerified",
         request.customer_id AS "customerId", request.customer_name AS "customerName", spoken.locale,
         request.created_at AS "createdAt", customer.email_normalized AS "customerEmailNormalized",
         json_build_object('name', store.name, 'contactEmail', store.contact_email, 'exportLifetimeDays',
                           store.export_lifetime_days, 'recordLifetimeMonths', store.record_lifetime_months) AS store,
         (SELECT coalesce(json_agg(json_build_object('section', section, 'field', field, 'text', text)), '[]')
            FROM information_text WHERE store_id = $1::uuid AND information_text.locale = spoken.locale) AS information
    FROM taken
    JOIN store ON store.id = taken.store_id
    JOIN request ON request.store_id = $1::uuid AND request.id = taken.request_id
    CROSS JOIN LATERAL (
      SELECT CASE WHEN request.locale = ANY($5::text[]) THEN request.locale ELSE $6::text END AS locale
    ) AS spoken
    LEFT JOIN customer ON customer.store_id = $1::uuid AND customer.id = request.customer_id`;

/**
 * The bytes that earlier runs have left. They write no more: it is this run's export now. Where it is not any more,
 * the bytes are another's and stay.
 */
async function deleteEarlierBytes({ storeId, exportId, attempt }: ExportKey & { attempt: number }): Promise<void> {
  await database().prepared(
    `WITH build AS (
       SELECT id FROM export WHERE store_id = $1 AND id = $2 AND attempts = $3 AND state = 'collecting' FOR SHARE
     )
     DELETE FROM export_chunk USING build WHERE store_id = $1 AND export_id = build.id`,
    [storeId, exportId, attempt],
  );
}

/** The original with what the copy leaves out; whether its bytes are still there shows when they are read. */
async function findOriginal(storeId: string, exportId: string, redactions: unknown): Promise<Original> {
  const { sources, leftOut } = await prisma().export.findUniqueOrThrow({
    where: { storeId_id: { storeId, id: exportId } },
    select: { sources: true, leftOut: true },
  });
  return {
    storeId,
    exportId,
    sources: storedSources.parse(sources),
    leftOut: strippedSecretSchema.array().parse(leftOut),
    redactions: redactionSchema.array().parse(redactions),
  };
}
