-- An order is an account's, or goes by its address: each index holds its own half, where both held all orders.
DROP INDEX "order_store_id_customer_id_placed_at_id_idx";
CREATE INDEX "order_of_account_idx" ON "order" ("store_id", "customer_id", "placed_at", "id")
  WHERE "customer_id" IS NOT NULL;
DROP INDEX "order_store_id_email_normalized_placed_at_id_idx";
CREATE INDEX "order_of_address_idx" ON "order" ("store_id", "email_normalized", "placed_at", "id")
  WHERE "customer_id" IS NULL;
