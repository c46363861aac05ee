-- By what a live source may say later that it has erased a record: a keyed hash, as `erased_person` has.
ALTER TABLE "erasure_step" ADD COLUMN "record_hash" bytea;
CREATE INDEX "erasure_step_record_hash_idx" ON "erasure_step" ("store_id", "source", "record_hash");
