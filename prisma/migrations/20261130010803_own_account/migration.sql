-- The language and the IANA time zone that a merchant chose for themselves; null for the browser's and the store's.
ALTER TABLE "merchant" ADD COLUMN "locale" TEXT, ADD COLUMN "time_zone" TEXT;

-- A change of a merchant's sign-in address, which both addresses confirm. It is deleted once it is made, stopped or replaced.
CREATE TABLE "email_change" (
  "id" UUID NOT NULL,
  "merchant_id" UUID NOT NULL,
  "email" TEXT NOT NULL,
  "current_confirmed_at" TIMESTAMPTZ(3),
  "new_confirmed_at" TIMESTAMPTZ(3),
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "email_change_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "email_change_merchant_id_key" ON "email_change" ("merchant_id");
ALTER TABLE "email_change" ADD CONSTRAINT "email_change_merchant_id_fkey"
  FOREIGN KEY ("merchant_id") REFERENCES "merchant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The links in its emails. Only the hashes of their tokens.
CREATE TABLE "email_change_link" (
  "token_hash" BYTEA NOT NULL,
  "change_id" UUID NOT NULL,
  "to_new" BOOLEAN NOT NULL,
  CONSTRAINT "email_change_link_pkey" PRIMARY KEY ("token_hash")
);
CREATE INDEX "email_change_link_change_id_idx" ON "email_change_link" ("change_id");
ALTER TABLE "email_change_link" ADD CONSTRAINT "email_change_link_change_id_fkey"
  FOREIGN KEY ("change_id") REFERENCES "email_change"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "merchant_email" ADD COLUMN "change_id" UUID;
ALTER TABLE "merchant_email" ADD CONSTRAINT "merchant_email_change_id_fkey"
  FOREIGN KEY ("change_id") REFERENCES "email_change"("id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "merchant_email_change_id_idx" ON "merchant_email" ("change_id");
