-- The types of request that a store's public page offers besides the copy. A type without a row is not offered.
CREATE TABLE "offered_type" (
  "store_id" UUID NOT NULL,
  "type" "request_type" NOT NULL,
  "countries" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
  CONSTRAINT "offered_type_pkey" PRIMARY KEY ("store_id", "type")
);
ALTER TABLE "offered_type" ADD CONSTRAINT "offered_type_store_id_fkey"
  FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE CASCADE ON UPDATE CASCADE;
