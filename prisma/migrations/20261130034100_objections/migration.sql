-- What a connection answered when a person's objection or opt-out was passed on to it, a row a linked record.
CREATE TABLE "objection_step" (
  "store_id" UUID NOT NULL,
  "request_id" UUID NOT NULL,
  "source" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  "note" TEXT,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "objection_step_pkey" PRIMARY KEY ("store_id", "request_id", "source", "record"),
  CONSTRAINT "objection_step_state_check" CHECK ("state" IN ('done', 'queued', 'nothing', 'failed'))
);
ALTER TABLE "objection_step" ADD CONSTRAINT "objection_step_request_fkey"
  FOREIGN KEY ("store_id", "request_id") REFERENCES "request"("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
