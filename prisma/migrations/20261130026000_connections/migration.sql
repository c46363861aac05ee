-- Live sources of a store's data: how each is reached, and how that went last. The kind is a text that
-- lib/source/connection/kinds.ts knows, so that a further platform needs no migration.
CREATE TYPE "connection_state" AS ENUM ('healthy', 'failing', 'revoked', 'disconnected');
CREATE TABLE "connection" (
  "store_id" UUID NOT NULL,
  "number" INTEGER NOT NULL,
  "kind" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "address" TEXT NOT NULL,
  "credentials" TEXT,
  "description" JSONB,
  "state" "connection_state" NOT NULL DEFAULT 'healthy',
  "failures" INTEGER NOT NULL DEFAULT 0,
  "retry_at" TIMESTAMPTZ(3),
  "last_contact_at" TIMESTAMPTZ(3),
  "last_error" TEXT,
  "last_error_at" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "connection_pkey" PRIMARY KEY ("store_id", "number"),
  -- Deleted with the connection's end, and never without.
  CONSTRAINT "connection_credentials_check" CHECK (("credentials" IS NULL) = ("state" = 'disconnected'))
);
ALTER TABLE "connection" ADD CONSTRAINT "connection_store_id_fkey"
  FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE CASCADE ON UPDATE CASCADE;
