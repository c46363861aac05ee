-- Imports of a store's files, from the dashboard and from the command line. The bytes of uploaded files are in
-- "export_chunk", under the import's id and a key of its own.
CREATE TYPE "import_state" AS ENUM (
  'uploading', 'checking', 'ready', 'queued', 'importing', 'finished', 'failed', 'discarded', 'expired'
);

CREATE TABLE "import" (
  "store_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "state" "import_state" NOT NULL,
  "started_by_id" UUID,
  "started_by_name" TEXT,
  "wrapped_key" TEXT,
  "file_count" INTEGER NOT NULL,
  "missing" INTEGER,
  "failure" TEXT,
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "started_at" TIMESTAMPTZ(3),
  "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "ended_at" TIMESTAMPTZ(3),
  CONSTRAINT "import_pkey" PRIMARY KEY ("store_id", "id")
);
CREATE INDEX "import_store_id_created_at_id_idx" ON "import" ("store_id", "created_at" DESC, "id" DESC);
CREATE INDEX "import_state_created_at_idx" ON "import" ("state", "created_at");
-- Imports of one store take turns, and one is prepared at a time.
CREATE UNIQUE INDEX "import_running_key" ON "import" ("store_id") WHERE "state" = 'importing';
CREATE UNIQUE INDEX "import_prepared_key" ON "import" ("store_id")
  WHERE "state" IN ('uploading', 'checking', 'ready', 'queued');

CREATE TABLE "import_file" (
  "store_id" UUID NOT NULL,
  "import_id" UUID NOT NULL,
  "number" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "kind" TEXT,
  "size_bytes" BIGINT NOT NULL,
  "chunk_count" INTEGER,
  "reading" JSONB,
  "bytes_read" BIGINT NOT NULL DEFAULT 0,
  "rows_read" INTEGER NOT NULL DEFAULT 0,
  "rows_skipped" INTEGER NOT NULL DEFAULT 0,
  "lines_read" INTEGER NOT NULL DEFAULT 0,
  "added" INTEGER NOT NULL DEFAULT 0,
  "changed" INTEGER NOT NULL DEFAULT 0,
  "unchanged" INTEGER NOT NULL DEFAULT 0,
  "guests_added" INTEGER NOT NULL DEFAULT 0,
  "problems" JSONB NOT NULL DEFAULT '[]',
  CONSTRAINT "import_file_pkey" PRIMARY KEY ("store_id", "import_id", "number")
);
ALTER TABLE "import_file" ADD CONSTRAINT "import_file_store_id_import_id_fkey"
  FOREIGN KEY ("store_id", "import_id") REFERENCES "import"("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
