-- A few words from the store's staff to the customer, in the email of a delivery and on its page.
ALTER TABLE "delivery" ADD COLUMN "message" TEXT;
