-- Who asks: what is known of them that records are found by, who says so, and whether it is proved.
CREATE TYPE "identity_kind" AS ENUM ('email', 'phone', 'platform_id');
CREATE TYPE "identity_issuer" AS ENUM ('customer', 'handoff', 'staff');
CREATE TYPE "identity_proof" AS ENUM ('link', 'handoff', 'staff');
CREATE TABLE "request_identity" (
  "store_id" UUID NOT NULL,
  "request_id" UUID NOT NULL,
  "kind" "identity_kind" NOT NULL,
  "source" TEXT NOT NULL DEFAULT '',
  "value" TEXT NOT NULL,
  "issuer" "identity_issuer" NOT NULL,
  "proof" "identity_proof",
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "request_identity_pkey" PRIMARY KEY ("store_id", "request_id", "kind", "source", "value"),
  -- An id means something in one source alone; an address and a phone number mean the same in each.
  CONSTRAINT "request_identity_source_check" CHECK (("kind" = 'platform_id') = ("source" <> ''))
);
ALTER TABLE "request_identity" ADD CONSTRAINT "request_identity_store_id_request_id_fkey"
  FOREIGN KEY ("store_id", "request_id") REFERENCES "request"("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

INSERT INTO "request_identity" ("store_id", "request_id", "kind", "source", "value", "issuer", "proof", "at")
SELECT "store_id", "id", 'email'::identity_kind, '', "email_normalized",
       CASE WHEN "source" = 'staff' THEN 'staff' WHEN "platform_customer_id" IS NOT NULL THEN 'handoff' ELSE 'customer' END::identity_issuer,
       CASE WHEN "email_verified" AND "platform_customer_id" IS NOT NULL AND "person_key" LIKE 'email:%' THEN 'handoff'
            WHEN "email_verified" THEN 'link'
            WHEN "source" = 'staff' AND "identity_check" IS NOT NULL THEN 'staff' END::identity_proof,
       coalesce("verified_at", "created_at")
  FROM "request" WHERE "state" <> 'unverified' AND "email_normalized" IS NOT NULL
UNION ALL
SELECT "store_id", "id", 'platform_id', 'dossier-database', "platform_customer_id", 'handoff', 'handoff', coalesce("verified_at", "created_at")
  FROM "request" WHERE "platform_customer_id" IS NOT NULL
ON CONFLICT DO NOTHING;

-- Since when the person's records are being looked for; null once that has ended, and where the release before did it at once.
ALTER TABLE "request" ADD COLUMN "matching_since" TIMESTAMPTZ(3);
-- The source whose ids the request's "platform_customer_id" and the session's mean; null for the imported records, which are
-- all that the release before knows. An owner picks what the hand-off's ids mean.
ALTER TABLE "request" ADD COLUMN "platform_source" TEXT;
ALTER TABLE "session" ADD COLUMN "platform_source" TEXT;
ALTER TABLE "store" ADD COLUMN "handoff_source" TEXT NOT NULL DEFAULT 'dossier-database';
-- The records that an export was made from, as they were called then.
ALTER TABLE "export" ADD COLUMN "records" JSONB NOT NULL DEFAULT '[]';
