-- A name that a thousand of a million bear is looked up among the newest first, for each row that it gives is a page of
-- the table (docs/decisions/018-search-at-a-million.md).

-- The words that a customer is found by whole: those without digits, and the parts of addresses before the "@". Each stands
-- behind six signs of the store, once alone and once with the period of 2^19 seconds in which the customer was made.
-- Not for parallel workers: they take longer to start than such a search does.
CREATE FUNCTION customer_words(store uuid, searched text, made_at timestamptz) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE COST 1000 AS $$
DECLARE
  store_key text := right(store::text, 6);
  period text := '@' || floor(extract(epoch FROM made_at AT TIME ZONE 'UTC') / 524288)::int;
  texts text := left(searched, 10000);
  names text := regexp_replace(texts, '[^ ]*[0-9@][^ ]*', '', 'g');
  addresses text := regexp_replace(texts, '(^| )[^ @]+(?= |$)|@[^ ]*|[0-9]', ' ', 'g');
  words text[] := string_to_array(
    names || ' ' || translate(names, '-', ' ') || ' ' || translate(addresses, '-._+', '    '), ' ');
BEGIN
  RETURN array_to_tsvector(ARRAY(
    SELECT store_key || word || suffix FROM unnest(words) AS word, unnest(ARRAY['', period]) AS suffix
     WHERE length(word) BETWEEN 1 AND 100));
END $$;
CREATE INDEX "customer_words_idx" ON "customer" USING gin (customer_words("store_id", "search_text", "created_at"));
DROP INDEX "customer_name_words_idx";

-- What PostgreSQL reckons with for the expressions of new indexes.
ANALYZE "customer";
ANALYZE "request";
