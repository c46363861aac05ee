-- What Shopify asks for its merchants: a copy of a customer's data, or their erasure. The release before reads none of these
-- until one is written.
ALTER TYPE "request_type" ADD VALUE 'erasure';
ALTER TYPE "request_source" ADD VALUE 'shopify';
ALTER TYPE "identity_issuer" ADD VALUE 'proxy';
ALTER TYPE "identity_issuer" ADD VALUE 'webhook';
