-- Redactions of one value in all its places, made together and undone together.
ALTER TABLE "redaction" ADD COLUMN "group_id" UUID;
