-- Where a redacted row is in its source, beside its number in the section: what another export of the same source finds it by.
-- Null for every row, and where the export does not say what its sources gave. Filled as a redaction is written, so that
-- the release before, which knows the number in the section alone, writes it too.
ALTER TABLE "redaction" ADD COLUMN "source" TEXT, ADD COLUMN "source_row" INTEGER;

CREATE FUNCTION "place_redaction"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT part.source, NEW."row" - part.before INTO NEW."source", NEW."source_row"
    FROM (SELECT item->>'source' AS source, (item->>'rows')::int AS held,
                 coalesce(sum((item->>'rows')::int) OVER (ORDER BY number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)::int AS before
            FROM "export" AS made, jsonb_array_elements(made."sources") WITH ORDINALITY AS listed(item, number)
           WHERE made."store_id" = NEW."store_id" AND made."id" = NEW."export_id" AND item->>'section' = NEW."section") AS part
   WHERE NEW."row" >= part.before AND NEW."row" < part.before + part.held;
  RETURN NEW;
END $$;
CREATE TRIGGER "redaction_place" BEFORE INSERT ON "redaction" FOR EACH ROW EXECUTE FUNCTION "place_redaction"();

UPDATE "redaction" SET "source" = part.source, "source_row" = "redaction"."row" - part.before
  FROM (SELECT made."store_id", made."id", item->>'section' AS section, item->>'source' AS source, (item->>'rows')::int AS held,
               coalesce(sum((item->>'rows')::int) OVER (PARTITION BY made."store_id", made."id", item->>'section'
                 ORDER BY number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)::int AS before
          FROM "export" AS made, jsonb_array_elements(made."sources") WITH ORDINALITY AS listed(item, number)
         WHERE EXISTS (SELECT FROM "redaction" AS one WHERE one."store_id" = made."store_id" AND one."export_id" = made."id")) AS part
 WHERE part."store_id" = "redaction"."store_id" AND part."id" = "redaction"."export_id" AND part.section = "redaction"."section"
   AND "redaction"."row" >= part.before AND "redaction"."row" < part.before + part.held;
