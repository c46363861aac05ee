-- What an owner lets a connection do besides reading: nothing, until they switch it on.
ALTER TABLE "connection"
  ADD COLUMN "may_erase" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "may_object" BOOLEAN NOT NULL DEFAULT false;
