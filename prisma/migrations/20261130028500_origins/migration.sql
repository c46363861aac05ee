-- Which shop of which platform imported rows are of, as an owner said: see lib/source/origin.ts. Null where nobody did.
ALTER TABLE "import" ADD COLUMN "origin" TEXT;
ALTER TABLE "customer" ADD COLUMN "origin" TEXT;
ALTER TABLE "order" ADD COLUMN "origin" TEXT;
