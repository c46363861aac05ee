-- Of a digest of due requests: the day of its store's digest before it, so that it also names what became due soon since.
ALTER TABLE "email" ADD COLUMN "due_since" DATE;
