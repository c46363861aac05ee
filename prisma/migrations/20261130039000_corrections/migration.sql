-- What staff corrected in the imported records for a request, and the systems that they saw to themselves.
CREATE TABLE "correction_change" (
  "store_id" uuid NOT NULL,
  "request_id" uuid NOT NULL,
  "customer_id" uuid NOT NULL,
  "field" text NOT NULL,
  "old_value" text,
  "new_value" text,
  "by_name" text NOT NULL,
  "at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "settled_at" timestamptz(3),
  CONSTRAINT "correction_change_pkey" PRIMARY KEY ("store_id", "request_id", "customer_id", "field")
);
CREATE INDEX "correction_change_store_id_customer_id_at_idx" ON "correction_change" ("store_id", "customer_id", "at");
ALTER TABLE "correction_change" ADD CONSTRAINT "correction_change_request_fkey"
  FOREIGN KEY ("store_id", "request_id") REFERENCES "request" ("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "correction_change" ADD CONSTRAINT "correction_change_customer_fkey"
  FOREIGN KEY ("store_id", "customer_id") REFERENCES "customer" ("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "told_system" (
  "store_id" uuid NOT NULL,
  "request_id" uuid NOT NULL,
  "system" text NOT NULL,
  "name" text NOT NULL,
  "by_name" text NOT NULL,
  "at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "told_system_pkey" PRIMARY KEY ("store_id", "request_id", "system")
);
ALTER TABLE "told_system" ADD CONSTRAINT "told_system_request_fkey"
  FOREIGN KEY ("store_id", "request_id") REFERENCES "request" ("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "import_file" ADD COLUMN "corrected" integer NOT NULL DEFAULT 0;
