-- The newest customers file that held the account; null for what no file of this release or a later one held.
ALTER TABLE "customer" ADD COLUMN "in_file_at" TIMESTAMPTZ(3);

-- Why an order belongs to another than its address says: "former_address" where "customer_id" is the account that held the
-- address when the order was placed, "disputed" where it cannot be told who held it. Null as the platform's file has it.
ALTER TABLE "order" ADD COLUMN "tie" TEXT;
ALTER TABLE "order" ADD CONSTRAINT "order_tie_check" CHECK (
  "tie" IS NULL OR ("tie" = 'former_address' AND "customer_id" IS NOT NULL) OR ("tie" = 'disputed' AND "customer_id" IS NULL)
) NOT VALID;

-- The email addresses that an account had before its present one.
CREATE TABLE "former_address" (
  "store_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "customer_id" UUID NOT NULL,
  "email" TEXT NOT NULL,
  "email_normalized" TEXT NOT NULL,
  "known_from" TIMESTAMPTZ(3) NOT NULL,
  "confirmed_until" TIMESTAMPTZ(3) NOT NULL,
  "replaced_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "former_address_pkey" PRIMARY KEY ("store_id", "id")
);
ALTER TABLE "former_address" ADD CONSTRAINT "former_address_store_id_customer_id_fkey"
  FOREIGN KEY ("store_id", "customer_id") REFERENCES "customer"("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "former_address_store_id_email_normalized_replaced_at_idx"
  ON "former_address" ("store_id", "email_normalized", "replaced_at");
CREATE INDEX "former_address_store_id_customer_id_replaced_at_idx"
  ON "former_address" ("store_id", "customer_id", "replaced_at");

-- Every store's rows are read once more: guests follow their orders, and a domain is found in both of its spellings.
INSERT INTO "record_normalization" ("store_id") SELECT "id" FROM "store"
ON CONFLICT ("store_id") DO UPDATE SET "stage" = 'orders', "after_id" = NULL, "finished_at" = NULL;
