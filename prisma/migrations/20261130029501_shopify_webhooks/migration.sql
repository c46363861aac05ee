-- A webhook of Shopify that was taken. Its content is encrypted, and deleted once it is handled; the row stays for a while,
-- since Shopify may send the same webhook again.
CREATE TABLE "shopify_webhook" (
  "store_id" UUID NOT NULL,
  "webhook_id" TEXT NOT NULL,
  "number" INTEGER NOT NULL,
  "topic" TEXT NOT NULL,
  "content" TEXT,
  "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "handled_at" TIMESTAMPTZ(3),
  CONSTRAINT "shopify_webhook_pkey" PRIMARY KEY ("store_id", "webhook_id")
);
CREATE INDEX "shopify_webhook_received_at_idx" ON "shopify_webhook"("received_at");
ALTER TABLE "shopify_webhook" ADD CONSTRAINT "shopify_webhook_store_id_number_fkey"
  FOREIGN KEY ("store_id", "number") REFERENCES "connection"("store_id", "number") ON DELETE CASCADE ON UPDATE CASCADE;

-- A shop that uninstalled the app, whose records are deleted unless an owner has a legal reason to keep them.
CREATE TABLE "shop_deletion" (
  "store_id" UUID NOT NULL,
  "number" INTEGER NOT NULL,
  "shop" TEXT NOT NULL,
  "due_at" TIMESTAMPTZ(3) NOT NULL,
  "reminded_at" TIMESTAMPTZ(3),
  "kept_at" TIMESTAMPTZ(3),
  "kept_by_name" TEXT,
  "kept_reason" TEXT,
  "deleted_at" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "shop_deletion_pkey" PRIMARY KEY ("store_id", "number")
);
CREATE INDEX "shop_deletion_due_at_idx" ON "shop_deletion"("due_at");
ALTER TABLE "shop_deletion" ADD CONSTRAINT "shop_deletion_store_id_number_fkey"
  FOREIGN KEY ("store_id", "number") REFERENCES "connection"("store_id", "number") ON DELETE CASCADE ON UPDATE CASCADE;

-- Whose webhook it is, by its shop alone.
CREATE INDEX "connection_kind_address_idx" ON "connection"("kind", "address");

-- Four more events that belong to a store and to no request. NOT VALID, as before.
ALTER TABLE "event" DROP CONSTRAINT "event_request_id_check";
ALTER TABLE "event" ADD CONSTRAINT "event_request_id_check" CHECK (
  "request_id" IS NOT NULL OR "type" IN (
    'settings_saved', 'handoff_secret_made', 'customer_signed_in', 'customer_erased',
    'member_invited', 'invitation_resent', 'invitation_withdrawn', 'member_joined', 'member_role_changed', 'member_removed',
    'bulk_finished', 'bulk_undone', 'register_downloaded', 'text_changed', 'text_tested',
    'connection_made', 'connection_secret_made', 'connection_ended',
    'shop_removed', 'shop_deletion_reminded', 'shop_records_kept', 'shop_records_deleted'
  )
) NOT VALID;
