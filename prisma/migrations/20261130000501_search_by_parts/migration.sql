-- Searches find parts of words in customer_search_idx and request_search_idx, and phone numbers by their end. These indexes
-- served searches for whole names and for the beginnings of phone numbers. customer_words() stays for now: processes of the
-- release before still call it.
DROP INDEX "customer_words_idx";
DROP INDEX "request_words_idx";
DROP INDEX "customer_phone_idx";

-- How far the job has come that converts a store's rows to the one normal form of an email address and to the search text
-- with towns and spellings. Stores made later need no conversion and have no row.
CREATE TABLE "record_normalization" (
  "store_id" UUID NOT NULL,
  "stage" TEXT NOT NULL DEFAULT 'orders',
  "after_id" UUID,
  "finished_at" TIMESTAMPTZ(3),
  CONSTRAINT "record_normalization_pkey" PRIMARY KEY ("store_id")
);
ALTER TABLE "record_normalization" ADD CONSTRAINT "record_normalization_store_id_fkey"
  FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE CASCADE ON UPDATE CASCADE;
INSERT INTO "record_normalization" ("store_id") SELECT "id" FROM "store";
