-- CreateEnum
CREATE TYPE "delivery_method" AS ENUM ('link', 'password_zip', 'encrypted_email', 'outside');

-- CreateEnum
CREATE TYPE "delivery_state" AS ENUM ('awaiting_approval', 'preparing', 'live', 'completed', 'expired', 'revoked', 'declined', 'failed');

-- CreateEnum
CREATE TYPE "redaction_reason" AS ENUM ('other_person', 'trade_secret', 'legal_privilege', 'security', 'other');

-- AlterTable
ALTER TABLE "export" ADD COLUMN     "findings" JSONB,
ADD COLUMN     "left_out" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "redactions" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "review_of_id" UUID;

-- AlterTable
ALTER TABLE "request" ADD COLUMN     "assignee_id" UUID;

-- AlterTable
ALTER TABLE "store" ADD COLUMN     "approval_required" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "delivery_method" "delivery_method" NOT NULL DEFAULT 'link',
ADD COLUMN     "record_lifetime_months" INTEGER NOT NULL DEFAULT 36;

-- CreateTable
CREATE TABLE "delivery" (
    "store_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "export_id" UUID,
    "method" "delivery_method" NOT NULL,
    "state" "delivery_state" NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "approved_by_id" UUID,
    "approved_by_name" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "wrong_codes" INTEGER NOT NULL DEFAULT 0,
    "downloads" INTEGER NOT NULL DEFAULT 0,
    "public_key" TEXT,
    "handed_over_how" TEXT,
    "handed_over_note" TEXT,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("store_id","id")
);

-- CreateTable
CREATE TABLE "delivery_link" (
    "store_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "delivery_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "delivery_link_pkey" PRIMARY KEY ("store_id","token_hash")
);

-- CreateTable
CREATE TABLE "delivery_code" (
    "store_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "delivery_id" UUID NOT NULL,
    "code_hash" BYTEA,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "delivery_code_pkey" PRIMARY KEY ("store_id","id")
);

-- CreateTable
CREATE TABLE "delivery_access" (
    "store_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "delivery_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "downloaded_at" TIMESTAMPTZ(3),
    "bytes_sent" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "delivery_access_pkey" PRIMARY KEY ("store_id","token_hash")
);

-- CreateTable
CREATE TABLE "redaction" (
    "store_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "export_id" UUID NOT NULL,
    "section" TEXT NOT NULL,
    "row" INTEGER NOT NULL DEFAULT -1,
    "pointer" TEXT NOT NULL DEFAULT '',
    "reason" "redaction_reason" NOT NULL,
    "reason_text" TEXT,
    "created_by_id" UUID NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "redaction_pkey" PRIMARY KEY ("store_id","id")
);

-- CreateTable
CREATE TABLE "note" (
    "store_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "author_name" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "note_pkey" PRIMARY KEY ("store_id","id")
);

-- CreateTable
CREATE TABLE "information_text" (
    "store_id" UUID NOT NULL,
    "locale" TEXT NOT NULL,
    "section" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "information_text_pkey" PRIMARY KEY ("store_id","locale","section","field")
);

-- CreateTable
CREATE TABLE "erased_requests" (
    "store_id" UUID NOT NULL,
    "month" DATE NOT NULL,
    "type" "request_type" NOT NULL,
    "source" "request_source" NOT NULL,
    "state" "request_state" NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "erased_requests_pkey" PRIMARY KEY ("store_id","month","type","source","state")
);

-- CreateIndex
CREATE INDEX "delivery_store_id_request_id_created_at_idx" ON "delivery"("store_id", "request_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "delivery_store_id_export_id_idx" ON "delivery"("store_id", "export_id");

-- CreateIndex
CREATE INDEX "delivery_state_expires_at_idx" ON "delivery"("state", "expires_at");

-- CreateIndex
CREATE INDEX "delivery_link_store_id_delivery_id_idx" ON "delivery_link"("store_id", "delivery_id");

-- CreateIndex
CREATE INDEX "delivery_code_store_id_delivery_id_created_at_idx" ON "delivery_code"("store_id", "delivery_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "delivery_access_store_id_delivery_id_idx" ON "delivery_access"("store_id", "delivery_id");

-- CreateIndex
CREATE UNIQUE INDEX "redaction_store_id_export_id_section_row_pointer_key" ON "redaction"("store_id", "export_id", "section", "row", "pointer");

-- CreateIndex
CREATE INDEX "note_store_id_request_id_created_at_idx" ON "note"("store_id", "request_id", "created_at");

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_store_id_request_id_fkey" FOREIGN KEY ("store_id", "request_id") REFERENCES "request"("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_store_id_export_id_fkey" FOREIGN KEY ("store_id", "export_id") REFERENCES "export"("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery_link" ADD CONSTRAINT "delivery_link_store_id_delivery_id_fkey" FOREIGN KEY ("store_id", "delivery_id") REFERENCES "delivery"("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery_code" ADD CONSTRAINT "delivery_code_store_id_delivery_id_fkey" FOREIGN KEY ("store_id", "delivery_id") REFERENCES "delivery"("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery_access" ADD CONSTRAINT "delivery_access_store_id_delivery_id_fkey" FOREIGN KEY ("store_id", "delivery_id") REFERENCES "delivery"("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "export" ADD CONSTRAINT "export_store_id_review_of_id_fkey" FOREIGN KEY ("store_id", "review_of_id") REFERENCES "export"("store_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "redaction" ADD CONSTRAINT "redaction_store_id_export_id_fkey" FOREIGN KEY ("store_id", "export_id") REFERENCES "export"("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "note" ADD CONSTRAINT "note_store_id_request_id_fkey" FOREIGN KEY ("store_id", "request_id") REFERENCES "request"("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "information_text" ADD CONSTRAINT "information_text_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "erased_requests" ADD CONSTRAINT "erased_requests_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE CASCADE ON UPDATE CASCADE;




-- What Prisma's schema cannot say.

-- At most one export at work for a request; its reviewed copies stand beside it.
DROP INDEX "export_live_request_key";
CREATE UNIQUE INDEX "export_live_request_key" ON "export" ("store_id", "request_id")
  WHERE "state" IN ('queued', 'collecting') AND "review_of_id" IS NULL;
-- At most one delivery under way for a request.
CREATE UNIQUE INDEX "delivery_live_request_key" ON "delivery" ("store_id", "request_id")
  WHERE "state" IN ('awaiting_approval', 'preparing', 'live');
-- Records that have outlived their time, by store.
CREATE INDEX "request_closed_idx" ON "request" ("store_id", "closed_at") WHERE "closed_at" IS NOT NULL;
