-- A request that came by phone, letter or the like, as the store's staff entered it: how it came, what the person gave
-- besides their name and address, and how the staff checked who they are.
CREATE TYPE "receipt_channel" AS ENUM ('phone', 'letter', 'email', 'in_person', 'other');
ALTER TABLE "request" ADD COLUMN "received_by" "receipt_channel", ADD COLUMN "phone" TEXT, ADD COLUMN "country" TEXT,
  ADD COLUMN "identity_check" "identity_check", ADD COLUMN "identity_note" TEXT;
