-- When an owner last confirmed the information that comes with each copy, and who; null until one has.
ALTER TABLE "store" ADD COLUMN "information_confirmed_at" TIMESTAMPTZ(3),
  ADD COLUMN "information_confirmed_by_id" UUID,
  ADD COLUMN "information_confirmed_by_name" TEXT;

-- How the store checked who a person is whose identity nothing else proved.
CREATE TYPE "identity_check" AS ENUM ('id_document', 'called_back', 'knows_orders', 'in_person', 'other');
ALTER TABLE "delivery" ADD COLUMN "identity_check" "identity_check", ADD COLUMN "identity_note" TEXT;
