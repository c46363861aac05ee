-- Which laws a store is under: where it is established (ISO 3166-1 and -2), and what its owner says besides.
CREATE TYPE "regime" AS ENUM ('gdpr', 'uk_gdpr', 'ccpa');
ALTER TABLE "store" ADD COLUMN "established_in" TEXT, ADD COLUMN "established_subdivision" TEXT,
  ADD COLUMN "other_laws" "regime"[] NOT NULL DEFAULT '{}';

-- The laws that apply to a request, and when each wants the answer. Requests that are open now have none and keep their date.
CREATE TYPE "regime_ground" AS ENUM ('store', 'owner', 'customer');
CREATE TABLE "request_deadline" (
  "store_id" UUID NOT NULL,
  "request_id" UUID NOT NULL,
  "regime" "regime" NOT NULL,
  "ground" "regime_ground" NOT NULL,
  "received_on" DATE NOT NULL,
  "due_at" TIMESTAMPTZ(3) NOT NULL,
  "extended_from" TIMESTAMPTZ(3),
  CONSTRAINT "request_deadline_pkey" PRIMARY KEY ("store_id", "request_id", "regime"),
  CONSTRAINT "request_deadline_store_id_request_id_fkey" FOREIGN KEY ("store_id", "request_id")
    REFERENCES "request" ("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- The times for which a request's clock waited for the customer: one at a time.
CREATE TYPE "pause_reason" AS ENUM ('identity', 'clarification');
CREATE TABLE "request_pause" (
  "store_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "request_id" UUID NOT NULL,
  "reason" "pause_reason" NOT NULL,
  "question" TEXT NOT NULL,
  "started_at" TIMESTAMPTZ(3) NOT NULL,
  "ended_at" TIMESTAMPTZ(3),
  "reminded_at" TIMESTAMPTZ(3),
  "own_due_at" TIMESTAMPTZ(3),
  CONSTRAINT "request_pause_pkey" PRIMARY KEY ("store_id", "id"),
  CONSTRAINT "request_pause_store_id_request_id_fkey" FOREIGN KEY ("store_id", "request_id")
    REFERENCES "request" ("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "request_pause_store_id_request_id_started_at_idx" ON "request_pause" ("store_id", "request_id", "started_at");
CREATE UNIQUE INDEX "request_pause_running_key" ON "request_pause" ("store_id", "request_id") WHERE "ended_at" IS NULL;
