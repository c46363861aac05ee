-- Which call to a live source failed last, such as "collect orders".
ALTER TABLE "connection" ADD COLUMN "last_error_call" TEXT;
