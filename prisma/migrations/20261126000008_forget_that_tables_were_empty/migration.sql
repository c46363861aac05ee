-- The migration before had both tables analysed. One that was empty then is planned for as if it were for ever, so that each
-- connection checks the foreign keys to it by reading the whole table, until autovacuum has analysed it again; the embedded
-- database has no autovacuum. Writing the table anew, which is nothing where it is empty, forgets what was counted.
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM "request") THEN
    ALTER TABLE "request" ALTER COLUMN "locale" TYPE text USING "locale" || '';
  END IF;
  IF NOT EXISTS (SELECT FROM "customer") THEN
    ALTER TABLE "customer" ALTER COLUMN "locale" TYPE text USING "locale" || '';
  END IF;
END $$;
