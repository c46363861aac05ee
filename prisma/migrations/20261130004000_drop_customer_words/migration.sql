-- No release that may still run calls it. "request"."browser_hash" stays for one more release: nothing writes it, but
-- Prisma's client of the release before returns every column of a request that it creates.
DROP FUNCTION customer_words(uuid, text, timestamptz);
