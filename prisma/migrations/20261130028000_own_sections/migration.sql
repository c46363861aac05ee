-- The sections that its connections have of their own: keys, titles, columns. An archive is read by them when the connection is gone.
ALTER TABLE "export" ADD COLUMN "own_sections" JSONB NOT NULL DEFAULT '[]';
-- When an owner last confirmed what such sections are used for: a copy that was made before is made again. The texts are in information_text.
ALTER TABLE "store" ADD COLUMN "own_texts_confirmed_at" TIMESTAMPTZ(3);
