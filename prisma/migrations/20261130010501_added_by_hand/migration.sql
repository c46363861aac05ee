-- Data that the store's staff add to a request by hand, from a system that is not connected: a text or a file each. The
-- bytes of a file are in export_chunk, under the item's id and a key of its own.
CREATE TABLE "added_item" (
  "store_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "request_id" UUID NOT NULL,
  "system" TEXT NOT NULL,
  "as_of" DATE NOT NULL,
  "text" TEXT,
  "file_name" TEXT,
  "file_type" TEXT,
  "size_bytes" INTEGER,
  "sha256" TEXT,
  "wrapped_key" TEXT,
  "chunk_count" INTEGER,
  "added_by_id" UUID NOT NULL,
  "added_by_name" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "added_item_pkey" PRIMARY KEY ("store_id", "id")
);
CREATE INDEX "added_item_store_id_request_id_created_at_idx" ON "added_item" ("store_id", "request_id", "created_at");
ALTER TABLE "added_item" ADD CONSTRAINT "added_item_store_id_request_id_fkey" FOREIGN KEY ("store_id", "request_id")
  REFERENCES "request" ("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
