-- Invitations to a store's team. One that is accepted or withdrawn is deleted; its events remain.
CREATE TABLE "invitation" (
  "store_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "email" TEXT NOT NULL,
  "email_normalized" TEXT NOT NULL,
  "role" "role" NOT NULL,
  "invited_by_name" TEXT NOT NULL,
  "email_failed" BOOLEAN NOT NULL DEFAULT false,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "invitation_pkey" PRIMARY KEY ("store_id", "id")
);
CREATE UNIQUE INDEX "invitation_store_id_email_normalized_key" ON "invitation" ("store_id", "email_normalized");
CREATE INDEX "invitation_expires_at_idx" ON "invitation" ("expires_at");
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_store_id_fkey"
  FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The links in its emails, each of which accepts it. Only the hashes of their tokens.
CREATE TABLE "invitation_link" (
  "store_id" UUID NOT NULL,
  "token_hash" BYTEA NOT NULL,
  "invitation_id" UUID NOT NULL,
  CONSTRAINT "invitation_link_pkey" PRIMARY KEY ("store_id", "token_hash")
);
CREATE INDEX "invitation_link_store_id_invitation_id_idx" ON "invitation_link" ("store_id", "invitation_id");
ALTER TABLE "invitation_link" ADD CONSTRAINT "invitation_link_store_id_invitation_id_fkey"
  FOREIGN KEY ("store_id", "invitation_id") REFERENCES "invitation"("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- An email with an invitation names it, and goes with it.
ALTER TABLE "merchant_email" ADD COLUMN "store_id" UUID, ADD COLUMN "invitation_id" UUID;
ALTER TABLE "merchant_email" ADD CONSTRAINT "merchant_email_store_id_invitation_id_fkey"
  FOREIGN KEY ("store_id", "invitation_id") REFERENCES "invitation"("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "merchant_email_store_id_invitation_id_idx" ON "merchant_email" ("store_id", "invitation_id");

ALTER TABLE "event" DROP CONSTRAINT "event_request_id_check";
ALTER TABLE "event" ADD CONSTRAINT "event_request_id_check" CHECK (
  "request_id" IS NOT NULL OR "type" IN (
    'settings_saved', 'handoff_secret_made', 'customer_signed_in', 'customer_erased',
    'member_invited', 'invitation_resent', 'invitation_withdrawn', 'member_joined', 'member_role_changed', 'member_removed'
  )
) NOT VALID;
