-- What the last search for a person's records asked, and what the answer that the store holds nothing rested on.
ALTER TABLE request ADD COLUMN last_search jsonb, ADD COLUMN nothing_held jsonb;
