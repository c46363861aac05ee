-- What was paid back of an order. Of orders imported before, the file's own "Refunded Amount" stays among their attributes.
ALTER TABLE "order" ADD COLUMN "refunded" DECIMAL(18,4) NOT NULL DEFAULT 0;
