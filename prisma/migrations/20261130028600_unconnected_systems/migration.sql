-- Systems that hold customers' data and are not connected, as owners list them: exports name them as not searched.
CREATE TABLE "unconnected_system" (
  "store_id" UUID NOT NULL,
  "number" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "contact" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "unconnected_system_pkey" PRIMARY KEY ("store_id", "number")
);
ALTER TABLE "unconnected_system" ADD CONSTRAINT "unconnected_system_store_id_fkey"
  FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE CASCADE ON UPDATE CASCADE;
