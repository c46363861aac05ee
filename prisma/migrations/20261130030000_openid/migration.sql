-- A store's customers sign in by its OpenID Connect provider. The subject there is an identity of its own kind: no source is
-- asked by it, so that it is never compared with a platform's id.
ALTER TYPE "identity_kind" ADD VALUE 'openid_subject';
ALTER TYPE "identity_issuer" ADD VALUE 'openid';
ALTER TYPE "identity_proof" ADD VALUE 'openid';
-- As text, since a value that was added just now cannot be used yet.
ALTER TABLE "request_identity" DROP CONSTRAINT "request_identity_source_check";
ALTER TABLE "request_identity" ADD CONSTRAINT "request_identity_source_check"
  CHECK (("kind"::text IN ('platform_id', 'openid_subject')) = ("source" <> ''));

ALTER TABLE "session" ADD COLUMN "openid_issuer" TEXT, ADD COLUMN "openid_subject" TEXT;

CREATE TABLE "openid_provider" (
  "store_id" UUID NOT NULL,
  "discovery_url" TEXT NOT NULL,
  "client_id" TEXT NOT NULL,
  "client_secret" TEXT NOT NULL,
  "issuer" TEXT NOT NULL,
  "hosts" TEXT[],
  "changed_at" TIMESTAMPTZ(3),
  "connected_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "openid_provider_pkey" PRIMARY KEY ("store_id")
);
ALTER TABLE "openid_provider" ADD CONSTRAINT "openid_provider_store_id_fkey"
  FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE CASCADE ON UPDATE CASCADE;
