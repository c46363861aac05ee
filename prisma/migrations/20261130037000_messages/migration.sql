-- Messages between a store and the customer about a request, with the files that the customer added to an answer. The bytes of
-- a file are in export_chunk, under the file's id and a key of its own.
CREATE TYPE "message_author" AS ENUM ('store', 'customer');
CREATE TABLE "message" (
  "store_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "request_id" UUID NOT NULL,
  "author" "message_author" NOT NULL,
  "author_id" UUID,
  "author_name" TEXT,
  "text" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "answered_at" TIMESTAMPTZ(3),
  "read_at" TIMESTAMPTZ(3),
  CONSTRAINT "message_pkey" PRIMARY KEY ("store_id", "id"),
  CONSTRAINT "message_text_check" CHECK (char_length("text") <= 5000)
);
CREATE INDEX "message_store_id_request_id_created_at_idx" ON "message" ("store_id", "request_id", "created_at");
ALTER TABLE "message" ADD CONSTRAINT "message_store_id_request_id_fkey" FOREIGN KEY ("store_id", "request_id")
  REFERENCES "request" ("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "message_file" (
  "store_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "request_id" UUID NOT NULL,
  "message_id" UUID,
  "file_name" TEXT NOT NULL,
  "size_bytes" INTEGER,
  "sha256" TEXT,
  "wrapped_key" TEXT,
  "chunk_count" INTEGER,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "deleted_at" TIMESTAMPTZ(3),
  CONSTRAINT "message_file_pkey" PRIMARY KEY ("store_id", "id")
);
CREATE INDEX "message_file_store_id_request_id_created_at_idx" ON "message_file" ("store_id", "request_id", "created_at");
ALTER TABLE "message_file" ADD CONSTRAINT "message_file_store_id_request_id_fkey" FOREIGN KEY ("store_id", "request_id")
  REFERENCES "request" ("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What opens a request's messages: the links that were sent, the codes, and the browsers that entered one.
CREATE TABLE "message_link" (
  "store_id" UUID NOT NULL,
  "token_hash" BYTEA NOT NULL,
  "request_id" UUID NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "message_link_pkey" PRIMARY KEY ("store_id", "token_hash")
);
CREATE INDEX "message_link_store_id_request_id_idx" ON "message_link" ("store_id", "request_id");
ALTER TABLE "message_link" ADD CONSTRAINT "message_link_store_id_request_id_fkey" FOREIGN KEY ("store_id", "request_id")
  REFERENCES "request" ("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "message_code" (
  "store_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "request_id" UUID NOT NULL,
  "code_hash" BYTEA,
  "tries" INTEGER NOT NULL DEFAULT 0,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "expires_at" TIMESTAMPTZ(3),
  "used_at" TIMESTAMPTZ(3),
  CONSTRAINT "message_code_pkey" PRIMARY KEY ("store_id", "id")
);
CREATE INDEX "message_code_store_id_request_id_created_at_idx" ON "message_code" ("store_id", "request_id", "created_at" DESC);
ALTER TABLE "message_code" ADD CONSTRAINT "message_code_store_id_request_id_fkey" FOREIGN KEY ("store_id", "request_id")
  REFERENCES "request" ("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "message_access" (
  "store_id" UUID NOT NULL,
  "token_hash" BYTEA NOT NULL,
  "request_id" UUID NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "message_access_pkey" PRIMARY KEY ("store_id", "token_hash")
);
CREATE INDEX "message_access_store_id_request_id_idx" ON "message_access" ("store_id", "request_id");
ALTER TABLE "message_access" ADD CONSTRAINT "message_access_store_id_request_id_fkey" FOREIGN KEY ("store_id", "request_id")
  REFERENCES "request" ("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Wrong codes in a request's whole life, over all of its links.
ALTER TABLE "request" ADD COLUMN "message_wrong_codes" INTEGER NOT NULL DEFAULT 0;
