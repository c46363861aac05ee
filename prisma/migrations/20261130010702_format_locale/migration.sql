-- The language and region, such as en-GB, by which the customer reads dates.
ALTER TABLE "request" ADD COLUMN "format_locale" TEXT;
