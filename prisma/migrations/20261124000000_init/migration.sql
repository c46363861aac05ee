-- CreateEnum
CREATE TYPE "customer_kind" AS ENUM ('account', 'guest');

-- CreateEnum
CREATE TYPE "consent_channel" AS ENUM ('email', 'sms');

-- CreateEnum
CREATE TYPE "email_state" AS ENUM ('queued', 'retrying', 'sent', 'failed', 'unneeded');

-- CreateEnum
CREATE TYPE "export_state" AS ENUM ('queued', 'collecting', 'ready', 'failed', 'expired');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('viewer', 'staff', 'owner');

-- CreateEnum
CREATE TYPE "session_kind" AS ENUM ('merchant', 'customer');

-- CreateEnum
CREATE TYPE "request_type" AS ENUM ('export');

-- CreateEnum
CREATE TYPE "request_source" AS ENUM ('guest', 'signed_in', 'staff');

-- CreateEnum
CREATE TYPE "request_state" AS ENUM ('unverified', 'open', 'answered', 'refused', 'cancelled');

-- CreateEnum
CREATE TYPE "actor_kind" AS ENUM ('customer', 'merchant', 'system');

-- CreateEnum
CREATE TYPE "response_period_unit" AS ENUM ('days', 'months');

-- CreateEnum
CREATE TYPE "audience" AS ENUM ('customer', 'store');

-- CreateTable
CREATE TABLE "customer" (
    "store_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" "customer_kind" NOT NULL,
    "platform_id" TEXT,
    "email" TEXT,
    "email_normalized" TEXT,
    "email_mailable" BOOLEAN NOT NULL DEFAULT false,
    "phone" TEXT,
    "first_name" TEXT,
    "last_name" TEXT,
    "company" TEXT,
    "locale" TEXT,
    "note" TEXT,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "tax_exempt" BOOLEAN,
    "attributes" JSONB NOT NULL DEFAULT '{}',
    "search_text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "customer_pkey" PRIMARY KEY ("store_id","id")
);

-- CreateTable
CREATE TABLE "address" (
    "store_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "platform_id" TEXT NOT NULL,
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "name" TEXT,
    "company" TEXT,
    "line1" TEXT,
    "line2" TEXT,
    "city" TEXT,
    "province" TEXT,
    "postal_code" TEXT,
    "country" TEXT,
    "phone" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "address_pkey" PRIMARY KEY ("store_id","id")
);

-- CreateTable
CREATE TABLE "consent" (
    "store_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "channel" "consent_channel" NOT NULL,
    "granted" BOOLEAN NOT NULL,
    "source" TEXT NOT NULL,
    "wording" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consent_pkey" PRIMARY KEY ("store_id","id")
);

-- CreateTable
CREATE TABLE "order" (
    "store_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "platform_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_normalized" TEXT NOT NULL,
    "customer_id" UUID,
    "email" TEXT,
    "email_normalized" TEXT,
    "phone" TEXT,
    "placed_at" TIMESTAMPTZ(3) NOT NULL,
    "paid_at" TIMESTAMPTZ(3),
    "fulfilled_at" TIMESTAMPTZ(3),
    "cancelled_at" TIMESTAMPTZ(3),
    "currency" TEXT NOT NULL,
    "subtotal" DECIMAL(18,4) NOT NULL,
    "shipping" DECIMAL(18,4) NOT NULL,
    "taxes" DECIMAL(18,4) NOT NULL,
    "discount" DECIMAL(18,4) NOT NULL,
    "total" DECIMAL(18,4) NOT NULL,
    "financial_status" TEXT,
    "fulfillment_status" TEXT,
    "payment_method" TEXT,
    "shipping_method" TEXT,
    "discount_code" TEXT,
    "note" TEXT,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "billing_address" JSONB,
    "shipping_address" JSONB,
    "attributes" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "order_pkey" PRIMARY KEY ("store_id","id")
);

-- CreateTable
CREATE TABLE "order_line" (
    "store_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "sku" TEXT,
    "quantity" INTEGER NOT NULL,
    "price" DECIMAL(18,4) NOT NULL,
    "discount" DECIMAL(18,4) NOT NULL DEFAULT 0,
    "attributes" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "order_line_pkey" PRIMARY KEY ("store_id","order_id","position")
);

-- CreateTable
CREATE TABLE "email" (
    "store_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "request_id" UUID,
    "event_id" UUID,
    "audience" "audience" NOT NULL,
    "template" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "to_normalized" TEXT NOT NULL,
    "subject" TEXT,
    "text" TEXT,
    "state" "email_state" NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "email_pkey" PRIMARY KEY ("store_id","id")
);

-- CreateTable
CREATE TABLE "export" (
    "store_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "state" "export_state" NOT NULL DEFAULT 'queued',
    "requested_by_id" UUID,
    "wrapped_key" TEXT,
    "section" TEXT,
    "rows_collected" INTEGER NOT NULL DEFAULT 0,
    "rows_expected" INTEGER,
    "sources" JSONB NOT NULL DEFAULT '[]',
    "size_bytes" BIGINT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "ready_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "downloaded_at" TIMESTAMPTZ(3),

    CONSTRAINT "export_pkey" PRIMARY KEY ("store_id","id")
);

-- CreateTable
CREATE TABLE "export_file" (
    "store_id" UUID NOT NULL,
    "export_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "path" TEXT NOT NULL,
    "size_bytes" BIGINT NOT NULL,
    "compressed_size_bytes" BIGINT NOT NULL,
    "crc32" BIGINT NOT NULL,
    "sha256" TEXT NOT NULL,
    "chunk_count" INTEGER NOT NULL,

    CONSTRAINT "export_file_pkey" PRIMARY KEY ("store_id","export_id","number")
);

-- CreateTable
CREATE TABLE "export_chunk" (
    "store_id" UUID NOT NULL,
    "export_id" UUID NOT NULL,
    "file" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "export_chunk_pkey" PRIMARY KEY ("store_id","export_id","file","sequence")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "merchant" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "merchant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "store_id" UUID NOT NULL,
    "merchant_id" UUID NOT NULL,
    "role" "role" NOT NULL,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("store_id","merchant_id")
);

-- CreateTable
CREATE TABLE "password_token" (
    "token_hash" BYTEA NOT NULL,
    "merchant_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "password_token_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "kind" "session_kind" NOT NULL,
    "merchant_id" UUID,
    "store_id" UUID,
    "email" TEXT,
    "email_normalized" TEXT,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "platform_customer_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "request" (
    "store_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "type" "request_type" NOT NULL,
    "source" "request_source" NOT NULL,
    "state" "request_state" NOT NULL,
    "person_key" TEXT NOT NULL,
    "email" TEXT,
    "email_normalized" TEXT,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "platform_customer_id" TEXT,
    "customer_id" UUID,
    "customer_name" TEXT,
    "match_count" INTEGER NOT NULL DEFAULT 0,
    "locale" TEXT NOT NULL,
    "browser_hash" BYTEA,
    "refusal_reason" TEXT,
    "search_text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "verified_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "request_pkey" PRIMARY KEY ("store_id","id")
);

-- CreateTable
CREATE TABLE "event" (
    "store_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" UUID,
    "actor_name" TEXT,
    "data" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "event_pkey" PRIMARY KEY ("store_id","id")
);

-- CreateTable
CREATE TABLE "verification" (
    "store_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "request_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "verification_pkey" PRIMARY KEY ("store_id","token_hash")
);

-- CreateTable
CREATE TABLE "sign_in_token" (
    "store_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "email" TEXT NOT NULL,
    "email_normalized" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_token_pkey" PRIMARY KEY ("store_id","token_hash")
);

-- CreateTable
CREATE TABLE "used_handoff" (
    "store_id" UUID NOT NULL,
    "jti" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "used_handoff_pkey" PRIMARY KEY ("store_id","jti")
);

-- CreateTable
CREATE TABLE "store" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "contact_email" TEXT,
    "privacy_policy_url" TEXT,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "accent_color" TEXT NOT NULL DEFAULT '#14532d',
    "logo" BYTEA,
    "logo_type" TEXT,
    "guests_supported" BOOLEAN NOT NULL DEFAULT true,
    "response_period" INTEGER NOT NULL DEFAULT 1,
    "response_period_unit" "response_period_unit" NOT NULL DEFAULT 'months',
    "export_lifetime_days" INTEGER NOT NULL DEFAULT 7,
    "recipients" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "sender_name" TEXT,
    "reply_to" TEXT,
    "handoff_secret" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "store_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification_setting" (
    "store_id" UUID NOT NULL,
    "event" TEXT NOT NULL,
    "audience" "audience" NOT NULL,
    "enabled" BOOLEAN NOT NULL,

    CONSTRAINT "notification_setting_pkey" PRIMARY KEY ("store_id","event","audience")
);

-- CreateIndex
CREATE INDEX "customer_store_id_email_normalized_idx" ON "customer"("store_id", "email_normalized");

-- CreateIndex
CREATE INDEX "customer_store_id_created_at_id_idx" ON "customer"("store_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "customer_store_id_platform_id_key" ON "customer"("store_id", "platform_id");

-- CreateIndex
CREATE UNIQUE INDEX "address_store_id_customer_id_platform_id_key" ON "address"("store_id", "customer_id", "platform_id");

-- CreateIndex
CREATE INDEX "consent_store_id_customer_id_at_id_idx" ON "consent"("store_id", "customer_id", "at", "id");

-- CreateIndex
CREATE INDEX "order_store_id_customer_id_placed_at_id_idx" ON "order"("store_id", "customer_id", "placed_at", "id");

-- CreateIndex
CREATE INDEX "order_store_id_email_normalized_placed_at_id_idx" ON "order"("store_id", "email_normalized", "placed_at", "id");

-- CreateIndex
CREATE INDEX "order_store_id_name_normalized_idx" ON "order"("store_id", "name_normalized");

-- CreateIndex
CREATE UNIQUE INDEX "order_store_id_platform_id_key" ON "order"("store_id", "platform_id");

-- CreateIndex
CREATE INDEX "email_store_id_request_id_created_at_idx" ON "email"("store_id", "request_id", "created_at");

-- CreateIndex
CREATE INDEX "email_store_id_to_normalized_created_at_id_idx" ON "email"("store_id", "to_normalized", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "email_store_id_event_id_audience_to_normalized_key" ON "email"("store_id", "event_id", "audience", "to_normalized");

-- CreateIndex
CREATE INDEX "export_store_id_request_id_created_at_idx" ON "export"("store_id", "request_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "export_store_id_created_at_id_idx" ON "export"("store_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "export_state_expires_at_idx" ON "export"("state", "expires_at");

-- CreateIndex
CREATE INDEX "rate_limit_expire_idx" ON "rate_limit"("expire");

-- CreateIndex
CREATE UNIQUE INDEX "merchant_email_key" ON "merchant"("email");

-- CreateIndex
CREATE INDEX "membership_merchant_id_idx" ON "membership"("merchant_id");

-- CreateIndex
CREATE INDEX "password_token_merchant_id_idx" ON "password_token"("merchant_id");

-- CreateIndex
CREATE INDEX "session_merchant_id_idx" ON "session"("merchant_id");

-- CreateIndex
CREATE INDEX "session_expires_at_idx" ON "session"("expires_at");

-- CreateIndex
CREATE INDEX "request_store_id_created_at_id_idx" ON "request"("store_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "request_store_id_state_source_created_at_id_idx" ON "request"("store_id", "state", "source", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "request_store_id_due_at_id_idx" ON "request"("store_id", "due_at", "id");

-- CreateIndex
CREATE INDEX "request_store_id_state_source_due_at_id_idx" ON "request"("store_id", "state", "source", "due_at", "id");

-- CreateIndex
CREATE INDEX "request_store_id_customer_id_created_at_idx" ON "request"("store_id", "customer_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "request_store_id_email_normalized_created_at_idx" ON "request"("store_id", "email_normalized", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "request_store_id_reference_key" ON "request"("store_id", "reference");

-- CreateIndex
CREATE INDEX "event_store_id_request_id_at_id_idx" ON "event"("store_id", "request_id", "at", "id");

-- CreateIndex
CREATE INDEX "verification_store_id_request_id_idx" ON "verification"("store_id", "request_id");

-- CreateIndex
CREATE INDEX "sign_in_token_expires_at_idx" ON "sign_in_token"("expires_at");

-- CreateIndex
CREATE INDEX "used_handoff_expires_at_idx" ON "used_handoff"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "store_slug_key" ON "store"("slug");

-- AddForeignKey
ALTER TABLE "address" ADD CONSTRAINT "address_store_id_customer_id_fkey" FOREIGN KEY ("store_id", "customer_id") REFERENCES "customer"("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent" ADD CONSTRAINT "consent_store_id_customer_id_fkey" FOREIGN KEY ("store_id", "customer_id") REFERENCES "customer"("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order" ADD CONSTRAINT "order_store_id_customer_id_fkey" FOREIGN KEY ("store_id", "customer_id") REFERENCES "customer"("store_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "order_line" ADD CONSTRAINT "order_line_store_id_order_id_fkey" FOREIGN KEY ("store_id", "order_id") REFERENCES "order"("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "email" ADD CONSTRAINT "email_store_id_request_id_fkey" FOREIGN KEY ("store_id", "request_id") REFERENCES "request"("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "export" ADD CONSTRAINT "export_store_id_request_id_fkey" FOREIGN KEY ("store_id", "request_id") REFERENCES "request"("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "export_file" ADD CONSTRAINT "export_file_store_id_export_id_fkey" FOREIGN KEY ("store_id", "export_id") REFERENCES "export"("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_merchant_id_fkey" FOREIGN KEY ("merchant_id") REFERENCES "merchant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "password_token" ADD CONSTRAINT "password_token_merchant_id_fkey" FOREIGN KEY ("merchant_id") REFERENCES "merchant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_store_id_request_id_fkey" FOREIGN KEY ("store_id", "request_id") REFERENCES "request"("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "verification" ADD CONSTRAINT "verification_store_id_request_id_fkey" FOREIGN KEY ("store_id", "request_id") REFERENCES "request"("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_setting" ADD CONSTRAINT "notification_setting_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE CASCADE ON UPDATE CASCADE;



-- What Prisma's schema cannot say.

-- Search: trigrams within one store. Extensions: pg_trgm for the trigrams, btree_gin for the store beside them.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE INDEX "customer_search_idx" ON "customer" USING gin ("store_id", "search_text" gin_trgm_ops);
CREATE INDEX "request_search_idx" ON "request" USING gin ("store_id", "search_text" gin_trgm_ops);

-- At most one live request of the same person and type.
CREATE UNIQUE INDEX "request_live_person_key" ON "request" ("store_id", "type", "person_key")
  WHERE "state" IN ('unverified', 'open');
-- At most one export at work for a request.
CREATE UNIQUE INDEX "export_live_request_key" ON "export" ("store_id", "request_id")
  WHERE "state" IN ('queued', 'collecting');
-- A guest is known by the address alone.
CREATE UNIQUE INDEX "customer_guest_email_key" ON "customer" ("store_id", "email_normalized")
  WHERE "kind" = 'guest';

-- Events are appended, never changed; they go only with their request.
CREATE FUNCTION event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'events are appended, never changed'; END $$;
CREATE TRIGGER "event_append_only" BEFORE UPDATE ON "event"
  FOR EACH ROW EXECUTE FUNCTION event_is_append_only();

-- Chunks are ciphertext: trying to compress them only costs time.
ALTER TABLE "export_chunk" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
