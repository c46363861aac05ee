-- A store's own texts of its emails and of its request page.
CREATE TABLE "store_text" (
  "store_id" UUID NOT NULL,
  "locale" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "part" TEXT NOT NULL,
  "text" TEXT NOT NULL,
  "default_text" TEXT NOT NULL,
  "written_by_id" UUID NOT NULL,
  "written_by_name" TEXT NOT NULL,
  "written_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "store_text_pkey" PRIMARY KEY ("store_id", "locale", "name", "part")
);
ALTER TABLE "store_text" ADD CONSTRAINT "store_text_store_id_fkey"
  FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Texts that staff insert into what they write to customers.
CREATE TABLE "answer_template" (
  "store_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "kind" TEXT NOT NULL,
  "locale" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "text" TEXT NOT NULL,
  CONSTRAINT "answer_template_pkey" PRIMARY KEY ("store_id", "id")
);
ALTER TABLE "answer_template" ADD CONSTRAINT "answer_template_store_id_fkey"
  FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Two more events that belong to a store and to no request. NOT VALID, as before.
ALTER TABLE "event" DROP CONSTRAINT "event_request_id_check";
ALTER TABLE "event" ADD CONSTRAINT "event_request_id_check" CHECK (
  "request_id" IS NOT NULL OR "type" IN (
    'settings_saved', 'handoff_secret_made', 'customer_signed_in', 'customer_erased',
    'member_invited', 'invitation_resent', 'invitation_withdrawn', 'member_joined', 'member_role_changed', 'member_removed',
    'bulk_finished', 'bulk_undone', 'register_downloaded', 'text_changed', 'text_tested'
  )
) NOT VALID;
