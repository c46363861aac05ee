-- The checklist of a new store: when an owner said that the shop links to the request page, and when one dismissed the list.
ALTER TABLE "store" ADD COLUMN "shop_linked_at" TIMESTAMPTZ(3), ADD COLUMN "setup_hidden_at" TIMESTAMPTZ(3);
