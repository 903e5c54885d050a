-- Dates that span several days ("March 1982", "1982-03-04 or 1982-04-03") are few: asked for a day inside, they are found by
-- this index, and all others by their first day alone.
ALTER TABLE clippings ADD COLUMN last_day TEXT GENERATED ALWAYS AS (json_extract(published, '$.lastDay')) VIRTUAL;

CREATE INDEX clippings_spanning ON clippings (first_day, last_day) WHERE last_day > first_day;
