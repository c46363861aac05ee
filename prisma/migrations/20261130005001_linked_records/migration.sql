-- The records that a request is about, each with who linked it and why. "request"."customer_id" still says which customer
-- of the imported records it is, and the release before writes no more than that; a later release drops the column.
CREATE TABLE "linked_record" (
  "store_id" UUID NOT NULL,
  "request_id" UUID NOT NULL,
  "source" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  "actor_kind" "actor_kind" NOT NULL,
  "actor_id" UUID,
  "actor_name" TEXT,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "linked_record_pkey" PRIMARY KEY ("store_id", "request_id", "source", "record")
);
ALTER TABLE "linked_record" ADD CONSTRAINT "linked_record_store_id_request_id_fkey"
  FOREIGN KEY ("store_id", "request_id") REFERENCES "request"("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "linked_record_store_id_source_record_idx" ON "linked_record" ("store_id", "source", "record");
INSERT INTO "linked_record" ("store_id", "request_id", "source", "record", "reason", "actor_kind", "actor_id", "actor_name", "at")
SELECT r."store_id", r."id", 'dossier-database', 'customer:' || r."customer_id",
       CASE WHEN chosen."id" IS NOT NULL OR r."source" = 'staff' THEN 'chosen'
            WHEN r."platform_customer_id" IS NOT NULL THEN 'account' ELSE 'address' END,
       coalesce(chosen."actor_kind", 'system'), chosen."actor_id", chosen."actor_name",
       coalesce(chosen."at", r."verified_at", r."created_at")
  FROM "request" r LEFT JOIN LATERAL (
    SELECT * FROM "event" e WHERE e."store_id" = r."store_id" AND e."request_id" = r."id" AND e."type" = 'customer_linked'
     ORDER BY e."at" DESC, e."id" DESC LIMIT 1
  ) AS chosen ON true
 WHERE r."customer_id" IS NOT NULL;

-- What orders are compared and found by: the digits of their phone number with the country's code, and, for an order
-- without an email address, its number, names and phone numbers. The job normalize-records fills both for stored orders.
ALTER TABLE "order" ADD COLUMN "phone_normalized" TEXT, ADD COLUMN "search_text" TEXT;
CREATE INDEX "order_phone_end_idx" ON "order" ("store_id", reverse("phone_normalized") text_pattern_ops)
  WHERE "phone_normalized" IS NOT NULL;
CREATE INDEX "order_search_idx" ON "order" USING gin ("store_id", "search_text" gin_trgm_ops) WHERE "search_text" IS NOT NULL;
