-- What the report sorts customers by: the name without accents and capitals, or the address where there is none.
CREATE FUNCTION request_customer_key(name text, email text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT left(replace(replace(replace(replace(translate(
    lower(regexp_replace(normalize(coalesce(name, email, ''), NFKD), '[\u0300-\u036f]', '', 'g')),
    'øłđðıŋħ', 'olddinh'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), 100)
$$;
CREATE INDEX "request_customer_key_idx" ON "request"
  ("store_id", (request_customer_key("customer_name", "email") COLLATE "C"), "id");

-- The report by status, and its counts.
CREATE INDEX "request_store_id_state_due_at_id_idx" ON "request"("store_id", "state", "due_at", "id");

-- The requests of one assignee.
CREATE INDEX "request_assignee_idx" ON "request" ("store_id", "assignee_id", "state") WHERE "assignee_id" IS NOT NULL;

-- The customers of one country, and the countries of a store.
CREATE INDEX "address_store_id_country_customer_id_idx" ON "address"("store_id", "country", "customer_id");
