-- The requests of one country, as the store's staff entered it.
CREATE INDEX "request_country_idx" ON "request" ("store_id", "country") WHERE "country" IS NOT NULL;
