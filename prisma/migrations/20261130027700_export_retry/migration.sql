-- The export that this one tries again: what its good sources gave is taken from there. No foreign key: one that is gone is
-- read anew.
ALTER TABLE "export" ADD COLUMN "retry_of_id" UUID;
