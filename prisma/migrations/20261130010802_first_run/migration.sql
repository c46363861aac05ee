-- The one-time link that a start prints while there is no store. One row: a newer link replaces the one before.
CREATE TABLE "first_run_link" (
  "id" SMALLINT NOT NULL DEFAULT 1,
  "token_hash" BYTEA NOT NULL,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "first_run_link_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "first_run_link_id_check" CHECK ("id" = 1)
);
