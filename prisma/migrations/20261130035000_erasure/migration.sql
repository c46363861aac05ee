-- Erasure (GDPR Art. 17): the approved plan of a request with its steps, holds, and links to withdraw until it starts.
CREATE TYPE "erasure_state" AS ENUM ('waiting', 'running', 'finished');
CREATE TYPE "erasure_step_state" AS ENUM ('pending', 'asking', 'done', 'queued', 'retained', 'nothing', 'failed');

ALTER TABLE "store" ADD COLUMN "erasure_wait_hours" INTEGER NOT NULL DEFAULT 72;
ALTER TABLE "request" ADD COLUMN "erased_at" TIMESTAMPTZ(3);

CREATE TABLE "erasure_plan" (
  "store_id" UUID NOT NULL,
  "request_id" UUID NOT NULL,
  "state" "erasure_state" NOT NULL DEFAULT 'waiting',
  "subject" JSONB NOT NULL,
  "approved_by_id" UUID NOT NULL,
  "approved_by_name" TEXT NOT NULL,
  "approved_at" TIMESTAMPTZ(3) NOT NULL,
  "starts_at" TIMESTAMPTZ(3) NOT NULL,
  "started_at" TIMESTAMPTZ(3),
  "finished_by_name" TEXT,
  "finished_at" TIMESTAMPTZ(3),
  "reduced_at" TIMESTAMPTZ(3),
  "email_hash" BYTEA,
  CONSTRAINT "erasure_plan_pkey" PRIMARY KEY ("store_id", "request_id")
);
CREATE INDEX "erasure_plan_state_starts_at_idx" ON "erasure_plan" ("state", "starts_at");
ALTER TABLE "erasure_plan" ADD CONSTRAINT "erasure_plan_store_id_request_id_fkey"
  FOREIGN KEY ("store_id", "request_id") REFERENCES "request"("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "erasure_step" (
  "store_id" UUID NOT NULL,
  "request_id" UUID NOT NULL,
  "number" INTEGER NOT NULL,
  "kind" TEXT NOT NULL,
  "source" TEXT,
  "record" TEXT,
  "title" TEXT,
  "label" TEXT,
  "state" "erasure_step_state" NOT NULL DEFAULT 'pending',
  "rows" JSONB NOT NULL DEFAULT '{}',
  "retained" TEXT[] DEFAULT ARRAY[]::TEXT[],
  "note" TEXT,
  "error" TEXT,
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "asked_at" TIMESTAMPTZ(3),
  "done_at" TIMESTAMPTZ(3),
  "done_by_name" TEXT,
  CONSTRAINT "erasure_step_pkey" PRIMARY KEY ("store_id", "request_id", "number")
);
ALTER TABLE "erasure_step" ADD CONSTRAINT "erasure_step_store_id_request_id_fkey"
  FOREIGN KEY ("store_id", "request_id") REFERENCES "erasure_plan"("store_id", "request_id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "erasure_hold" (
  "store_id" UUID NOT NULL,
  "request_id" UUID NOT NULL,
  "reason" TEXT NOT NULL,
  "set_by_name" TEXT NOT NULL,
  "set_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "erasure_hold_pkey" PRIMARY KEY ("store_id", "request_id")
);
ALTER TABLE "erasure_hold" ADD CONSTRAINT "erasure_hold_store_id_request_id_fkey"
  FOREIGN KEY ("store_id", "request_id") REFERENCES "request"("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "erasure_link" (
  "store_id" UUID NOT NULL,
  "token_hash" BYTEA NOT NULL,
  "request_id" UUID NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "erasure_link_pkey" PRIMARY KEY ("store_id", "token_hash")
);
CREATE INDEX "erasure_link_store_id_request_id_idx" ON "erasure_link" ("store_id", "request_id");
ALTER TABLE "erasure_link" ADD CONSTRAINT "erasure_link_store_id_request_id_fkey"
  FOREIGN KEY ("store_id", "request_id") REFERENCES "erasure_plan"("store_id", "request_id") ON DELETE CASCADE ON UPDATE CASCADE;
