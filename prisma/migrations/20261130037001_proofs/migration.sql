-- What the store asked a person to prove beyond their inbox (GDPR Art. 12(6)): which facts, how many of them, and how many
-- were right. What the person typed is compared, not stored.
CREATE TABLE "proof" (
  "store_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "request_id" UUID NOT NULL,
  "facts" TEXT[] NOT NULL,
  "needed" INTEGER NOT NULL,
  "asked_by_id" UUID NOT NULL,
  "asked_by_name" TEXT NOT NULL,
  "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "tried_at" TIMESTAMPTZ(3),
  "matched" INTEGER,
  CONSTRAINT "proof_pkey" PRIMARY KEY ("store_id", "id")
);
CREATE INDEX "proof_store_id_request_id_asked_at_idx" ON "proof" ("store_id", "request_id", "asked_at");
ALTER TABLE "proof" ADD CONSTRAINT "proof_store_id_request_id_fkey" FOREIGN KEY ("store_id", "request_id")
  REFERENCES "request" ("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
