-- Requests that an authorized agent makes for a person: who it is, whether staff have seen the mandate, and whether the person
-- has confirmed it; and the links by which they do.
CREATE TABLE "agent" (
  "store_id" UUID NOT NULL,
  "request_id" UUID NOT NULL,
  "name" TEXT NOT NULL,
  "named_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "asked_at" TIMESTAMPTZ(3),
  "confirmed_at" TIMESTAMPTZ(3),
  "mandate_seen_at" TIMESTAMPTZ(3),
  "mandate_seen_by" TEXT,
  CONSTRAINT "agent_pkey" PRIMARY KEY ("store_id", "request_id")
);
ALTER TABLE "agent" ADD CONSTRAINT "agent_store_id_request_id_fkey" FOREIGN KEY ("store_id", "request_id")
  REFERENCES "request" ("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE TABLE "agent_link" (
  "store_id" UUID NOT NULL,
  "token_hash" BYTEA NOT NULL,
  "request_id" UUID NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "agent_link_pkey" PRIMARY KEY ("store_id", "token_hash")
);
CREATE INDEX "agent_link_store_id_request_id_idx" ON "agent_link" ("store_id", "request_id");
ALTER TABLE "agent_link" ADD CONSTRAINT "agent_link_store_id_request_id_fkey" FOREIGN KEY ("store_id", "request_id")
  REFERENCES "agent" ("store_id", "request_id") ON DELETE CASCADE ON UPDATE CASCADE;
