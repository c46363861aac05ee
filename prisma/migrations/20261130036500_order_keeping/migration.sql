-- Whether imported orders are the store's books, and for how many years after the year of the order they are kept then.
ALTER TABLE "store"
  ADD COLUMN "orders_are_books" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "order_keeping_years" INTEGER CHECK ("order_keeping_years" BETWEEN 1 AND 30),
  ADD COLUMN "order_keeping_country" TEXT,
  ADD CONSTRAINT "store_order_keeping_check" CHECK (NOT "orders_are_books" OR "order_keeping_years" IS NOT NULL);

-- An order of an erased person that is kept for the books alone, without what they do not need.
ALTER TABLE "order" ADD COLUMN "anonymized_at" TIMESTAMPTZ(3);
CREATE INDEX "order_store_id_anonymized_at_idx" ON "order" ("store_id", "placed_at") WHERE "anonymized_at" IS NOT NULL;
