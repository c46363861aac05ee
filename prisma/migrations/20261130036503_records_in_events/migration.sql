-- An event holds no key of a live record: its platform chose it, and a web service may have chosen the person's address.
UPDATE "event" SET "data" = "data" - 'record'
WHERE "type" IN ('record_linked', 'record_unlinked', 'record_rejected') AND "data" ->> 'source' <> 'dossier-database';
