-- When the last customers file was imported whole: accounts whose "in_file_at" is older were missing from it.
ALTER TABLE "store" ADD COLUMN "customers_file_at" TIMESTAMPTZ(3);

-- A customer who was erased is an event of the store. NOT VALID spares a look at every row, all of which had to pass the
-- narrower check until now.
ALTER TABLE "event" DROP CONSTRAINT "event_request_id_check";
ALTER TABLE "event" ADD CONSTRAINT "event_request_id_check" CHECK (
  "request_id" IS NOT NULL OR "type" IN ('settings_saved', 'handoff_secret_made', 'customer_signed_in', 'customer_erased')
) NOT VALID;
