-- Events are appended, never changed, except that one may lose what could tell of a person: the key of a live record, and the
-- browser and network that a customer used.
CREATE OR REPLACE FUNCTION event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  forgotten CONSTANT TEXT[] := ARRAY['record', 'browser', 'network'];
BEGIN
  IF to_jsonb(NEW) - 'data' = to_jsonb(OLD) - 'data'
     AND NEW.data - forgotten = OLD.data - forgotten AND NOT NEW.data ?| forgotten THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'events are appended, never changed';
END $$;
