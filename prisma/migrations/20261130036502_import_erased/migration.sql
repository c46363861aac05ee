-- How many customers or orders of a file were left out, since they are of people who were erased.
ALTER TABLE "import_file" ADD COLUMN "erased" INTEGER NOT NULL DEFAULT 0;
