-- Whose request it is, is only asked of a customer. A guest's request has none until its address is proved, and anybody may
-- send it: it does not write this index.
DROP INDEX "request_store_id_customer_id_created_at_idx";
CREATE INDEX "request_customer_idx" ON "request" ("store_id", "customer_id", "created_at" DESC)
  WHERE "customer_id" IS NOT NULL;
