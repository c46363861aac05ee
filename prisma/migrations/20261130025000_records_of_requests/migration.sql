-- The records that a request is about: linked, proposed to the store's staff, or rejected by them, each called what it was
-- called then.
CREATE TYPE "record_state" AS ENUM ('proposed', 'accepted', 'rejected');
ALTER TABLE "linked_record" RENAME TO "request_record";
ALTER TABLE "request_record" RENAME CONSTRAINT "linked_record_pkey" TO "request_record_pkey";
ALTER TABLE "request_record" RENAME CONSTRAINT "linked_record_store_id_request_id_fkey" TO "request_record_store_id_request_id_fkey";
ALTER INDEX "linked_record_store_id_source_record_idx" RENAME TO "request_record_store_id_source_record_idx";
ALTER TABLE "request_record" ADD COLUMN "label" TEXT, ADD COLUMN "state" "record_state" NOT NULL DEFAULT 'accepted';

-- What a release before "linked_record" wrote beside its migration.
INSERT INTO "request_record" ("store_id", "request_id", "source", "record", "reason", "actor_kind", "at")
SELECT "store_id", "id", 'dossier-database', 'customer:' || "customer_id",
       CASE WHEN "source" = 'staff' THEN 'chosen' WHEN "platform_customer_id" IS NOT NULL THEN 'account' ELSE 'address' END,
       'system', coalesce("verified_at", "created_at")
  FROM "request" WHERE "customer_id" IS NOT NULL
ON CONFLICT DO NOTHING;

UPDATE "request_record" r SET "label" = coalesce(nullif(concat_ws(' ', c."first_name", c."last_name"), ''), c."company", c."email", c."phone")
  FROM "customer" c
 WHERE c."store_id" = r."store_id" AND r."source" = 'dossier-database' AND r."record" LIKE 'customer:%'
   AND c."id" = substr(r."record", 10)::uuid;
UPDATE "request_record" r SET "label" = o."name"
  FROM "order" o
 WHERE o."store_id" = r."store_id" AND r."source" = 'dossier-database' AND r."record" LIKE 'order:%'
   AND o."id" = substr(r."record", 7)::uuid;

-- For the release before, until a later one drops them: it reads and writes the links under their former name, and must not
-- take a proposal for one; and it asks "request"."customer_id" whose a request is. Deferred, since it writes the column
-- and the link one after the other.
CREATE VIEW "linked_record" AS
SELECT "store_id", "request_id", "source", "record", "reason", "actor_kind", "actor_id", "actor_name", "at"
  FROM "request_record" WHERE "state" = 'accepted';

CREATE FUNCTION "keep_request_customer"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed "request_record";
  linked uuid;
BEGIN
  IF TG_OP = 'DELETE' THEN changed := OLD; ELSE changed := NEW; END IF;
  IF changed."source" <> 'dossier-database' OR changed."record" NOT LIKE 'customer:%' THEN RETURN NULL; END IF;
  SELECT substr("record", 10)::uuid INTO linked FROM "request_record"
   WHERE "store_id" = changed."store_id" AND "request_id" = changed."request_id" AND "state" = 'accepted'
     AND "source" = 'dossier-database' AND "record" LIKE 'customer:%'
   ORDER BY "at", "record" LIMIT 1;
  UPDATE "request" SET "customer_id" = linked
   WHERE "store_id" = changed."store_id" AND "id" = changed."request_id" AND "customer_id" IS DISTINCT FROM linked;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "request_record_customer" AFTER INSERT OR UPDATE OR DELETE ON "request_record"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "keep_request_customer"();
