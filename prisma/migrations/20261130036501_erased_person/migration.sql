-- Who was erased, as hashes under a key of the store: an import does not bring them back.
CREATE TYPE "erased_kind" AS ENUM ('address', 'platform_id', 'order');
CREATE TABLE "erased_person" (
  "store_id" UUID NOT NULL,
  "hash" BYTEA NOT NULL,
  "kind" "erased_kind" NOT NULL,
  "source" TEXT NOT NULL DEFAULT '',
  "erased_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "erased_person_pkey" PRIMARY KEY ("store_id", "hash")
);
ALTER TABLE "erased_person" ADD CONSTRAINT "erased_person_store_id_fkey"
  FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "store" ADD COLUMN "erased_key" TEXT;
