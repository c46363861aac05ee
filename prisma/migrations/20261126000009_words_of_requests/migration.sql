-- Requests are looked up by the whole words of names as customers are, a name alone among the newest first. One that nobody
-- has proved, which anybody may send, is kept out. The search of requests says the same (lib/request/find-whole.ts).
CREATE INDEX "request_words_idx" ON "request" USING gin (customer_words("store_id", "search_text", "created_at"))
  WHERE "state" <> 'unverified';
-- name_words() stays: processes of the version before may yet call it.
DROP INDEX "request_name_words_idx";
