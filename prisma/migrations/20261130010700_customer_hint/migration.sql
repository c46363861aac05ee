-- What a customer adds so that the store's staff can find them, such as an order number.
ALTER TABLE "request" ADD COLUMN "customer_hint" TEXT;
