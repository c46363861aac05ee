-- How a request was answered where nothing was delivered, and a note about it.
CREATE TYPE "answer" AS ENUM ('no_data', 'elsewhere', 'withdrawn', 'duplicate', 'other');
ALTER TABLE "request" ADD COLUMN "answer" "answer", ADD COLUMN "answer_note" TEXT;
