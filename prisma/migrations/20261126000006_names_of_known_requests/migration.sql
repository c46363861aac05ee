-- A guest's request, which anybody may send, bears no name until its address is proved: it is kept out of the index of
-- names, and name_words() is not run for it. The search of requests says the same (lib/request/list-requests.ts).
DROP INDEX "request_name_words_idx";
CREATE INDEX "request_name_words_idx" ON "request" USING gin (name_words("store_id", "search_text"))
  WHERE "customer_name" IS NOT NULL;
