-- Acts on many requests at once: what is done to each, and which were left out and why. The release before reads neither.
CREATE TYPE "bulk_kind" AS ENUM ('assign', 'resend', 'spam');
CREATE TYPE "bulk_state" AS ENUM ('asked', 'queued', 'finished', 'undoing', 'undone');

CREATE TABLE "bulk_act" (
  "store_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "kind" "bulk_kind" NOT NULL,
  "state" "bulk_state" NOT NULL,
  "actor_id" UUID NOT NULL,
  "actor_name" TEXT NOT NULL,
  "undone_by_id" UUID,
  "undone_by_name" TEXT,
  "assignee_id" UUID,
  "assignee_name" TEXT,
  "selected_count" INTEGER NOT NULL,
  "done_count" INTEGER,
  "undone_count" INTEGER,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "finished_at" TIMESTAMPTZ(3),
  CONSTRAINT "bulk_act_pkey" PRIMARY KEY ("store_id", "id")
);
CREATE INDEX "bulk_act_created_at_idx" ON "bulk_act" ("created_at");

CREATE TABLE "bulk_item" (
  "store_id" UUID NOT NULL,
  "bulk_act_id" UUID NOT NULL,
  "request_id" UUID NOT NULL,
  "outcome" TEXT,
  "undo_outcome" TEXT,
  "former_assignee_id" UUID,
  CONSTRAINT "bulk_item_pkey" PRIMARY KEY ("store_id", "bulk_act_id", "request_id")
);
ALTER TABLE "bulk_item" ADD CONSTRAINT "bulk_item_store_id_bulk_act_id_fkey"
  FOREIGN KEY ("store_id", "bulk_act_id") REFERENCES "bulk_act"("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "bulk_item" ADD CONSTRAINT "bulk_item_store_id_request_id_fkey"
  FOREIGN KEY ("store_id", "request_id") REFERENCES "request"("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
-- For the second key, when a request is deleted.
CREATE INDEX "bulk_item_store_id_request_id_idx" ON "bulk_item" ("store_id", "request_id");

-- A cancelled request that the store's staff closed as spam. The release before shows it as cancelled.
ALTER TABLE "request" ADD COLUMN "closed_as_spam" BOOLEAN NOT NULL DEFAULT false;
