-- Sections of an export that a member has marked as reviewed.
CREATE TABLE "reviewed_section" (
  "store_id" UUID NOT NULL,
  "export_id" UUID NOT NULL,
  "section" TEXT NOT NULL,
  "reviewed_by_id" UUID NOT NULL,
  "reviewed_by_name" TEXT NOT NULL,
  "reviewed_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "reviewed_section_pkey" PRIMARY KEY ("store_id", "export_id", "section")
);
ALTER TABLE "reviewed_section" ADD CONSTRAINT "reviewed_section_store_id_export_id_fkey"
  FOREIGN KEY ("store_id", "export_id") REFERENCES "export"("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Whether each section has to be marked before a delivery.
ALTER TABLE "store" ADD COLUMN "review_required" BOOLEAN NOT NULL DEFAULT false;
