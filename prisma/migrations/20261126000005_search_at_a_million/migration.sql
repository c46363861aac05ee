-- The trigrams of a name of several words, and of a telephone number, are in too many rows of a million to find them by
-- (docs/decisions/018-search-at-a-million.md).

-- The words of what a row is found by that can be names, each behind six signs of the store: what an index holds under
-- one is of one store, or by chance of two. Its cost keeps PostgreSQL from asking row by row.
CREATE FUNCTION name_words(store uuid, searched text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 10000 AS $$
DECLARE
  store_key text := ' ' || right(store::text, 6);
  names text := ' ' || regexp_replace(left(searched, 10000), '[^ ]*[0-9@][^ ]*|[^ ]{101,}', '', 'g');
BEGIN
  RETURN array_to_tsvector(array_remove(string_to_array(
    substr(replace(names || translate(names, '-', ' '), ' ', store_key), 2), ' '), substr(store_key, 2)));
END $$;
CREATE INDEX "customer_name_words_idx" ON "customer" USING gin (name_words("store_id", "search_text"));
CREATE INDEX "request_name_words_idx" ON "request" USING gin (name_words("store_id", "search_text"));

-- Numbers are typed from their beginning or from their end.
CREATE INDEX "customer_phone_idx" ON "customer"
  ("store_id", left(regexp_replace("phone", '\D', '', 'g'), 40) text_pattern_ops) WHERE "phone" IS NOT NULL;
CREATE INDEX "customer_phone_end_idx" ON "customer"
  ("store_id", reverse(left(regexp_replace("phone", '\D', '', 'g'), 40)) text_pattern_ops) WHERE "phone" IS NOT NULL;
