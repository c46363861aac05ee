-- Redactions of an earlier export of the request that a later one could not take over: a delivery of it asks to look first.
ALTER TABLE "export" ADD COLUMN "redactions_lost" JSONB NOT NULL DEFAULT '[]';
