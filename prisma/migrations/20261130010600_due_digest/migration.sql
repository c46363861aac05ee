-- The last day, in the store's time zone, for which its digest of due requests was sent.
ALTER TABLE "store" ADD COLUMN "due_digest_day" DATE;
