-- The date that an extended request was due first, and the reason that its customer reads (GDPR Article 12(3)); null
-- until it is extended.
ALTER TABLE "request" ADD COLUMN "extended_from" TIMESTAMPTZ(3), ADD COLUMN "extension_reason" TEXT;

-- A closed request can be reopened for 30 days, so its records are kept for longer than that.
UPDATE "store" SET "record_lifetime_months" = 2 WHERE "record_lifetime_months" < 2;
