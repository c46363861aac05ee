-- Which sources an export drew on or should have: when each was read, as of when, what it did not give.
ALTER TABLE "export" ADD COLUMN "searches" JSONB NOT NULL DEFAULT '[]';
