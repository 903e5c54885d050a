-- How long a clipping is not to be given out: EDTF, "2030", "2030-06" or "2030-06-15", to the end of which it is restricted, or ".." for no end that is known.
ALTER TABLE clippings ADD COLUMN embargo TEXT CHECK (embargo IS NULL OR embargo = '..' OR embargo GLOB '[0-9][0-9][0-9][0-9]*');

CREATE INDEX clippings_embargoed ON clippings (embargo, trashed_at) WHERE embargo IS NOT NULL;

-- What was done to the archive as a whole, and when something of a kind was done last.
CREATE INDEX events_of_archive ON events (id) WHERE clipping IS NULL;
