-- What a customer says is wrong in their data, and what is right: nobody has checked it.
CREATE TABLE "correction" (
  "store_id" UUID NOT NULL,
  "request_id" UUID NOT NULL,
  "wrong" TEXT NOT NULL,
  "right" TEXT NOT NULL,
  CONSTRAINT "correction_pkey" PRIMARY KEY ("store_id", "request_id")
);
ALTER TABLE "correction" ADD CONSTRAINT "correction_request_fkey"
  FOREIGN KEY ("store_id", "request_id") REFERENCES "request"("store_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
-- Since when a type is offered: /.well-known/gpc.json says when it last changed.
ALTER TABLE "offered_type" ADD COLUMN "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
