-- Emails to people who sign in to the dashboard, about their account: a row waits until its job has sent it, and is
-- deleted then. It is written for every address that someone types, whether or not a merchant has it.
CREATE TABLE "merchant_email" (
  "id" UUID NOT NULL,
  "kind" TEXT NOT NULL,
  "to" TEXT NOT NULL,
  "locale" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "merchant_email_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "merchant_email_created_at_idx" ON "merchant_email" ("created_at");
