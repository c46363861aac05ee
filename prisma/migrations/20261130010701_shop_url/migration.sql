-- The shop's own pages, which its customers' pages lead back to.
ALTER TABLE "store" ADD COLUMN "shop_url" TEXT;
