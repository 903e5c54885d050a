-- What results are counted by: newspapers, people and agencies, picture credits, languages, days. Narrow, so that all of it
-- can be held in memory. The application folds names; all else is kept by triggers.

-- key: the name folded as the search index folds words, by which it is the same name. agency: it has signed as an agency or
-- another organisation. Names stay when nobody bears them any more.
CREATE TABLE names (
	id INTEGER PRIMARY KEY,
	of TEXT NOT NULL CHECK (of IN ('publication', 'byline', 'credit', 'language')),
	key TEXT NOT NULL,
	name TEXT NOT NULL,
	agency INTEGER NOT NULL DEFAULT 0 CHECK (agency IN (0, 1)),
	UNIQUE (of, key)
) STRICT;

-- One row a clipping. publication and language: rows of names. first_day, last_day: YYYYMMDD as one number, what the date
-- can mean; NULL without a date. names: JSON, all names that the clipping bears, but for its language, in rising order.
CREATE TABLE facets (
	clipping INTEGER PRIMARY KEY REFERENCES clippings (id) ON DELETE CASCADE,
	kind INTEGER NOT NULL,
	publication INTEGER,
	language INTEGER,
	first_day INTEGER,
	last_day INTEGER,
	names TEXT CHECK (names IS NULL OR json_valid(names))
) STRICT;

CREATE TABLE bearings (
	name INTEGER NOT NULL,
	clipping INTEGER NOT NULL,
	PRIMARY KEY (name, clipping)
) STRICT, WITHOUT ROWID;

-- Clippings whose facets are no longer what they were, so that whoever holds them in memory looks again. Only the last
-- 65,536 are kept.
CREATE TABLE facet_changes (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	clipping INTEGER NOT NULL
) STRICT;

CREATE TRIGGER facet_changed AFTER INSERT ON facet_changes BEGIN
	DELETE FROM facet_changes WHERE id = new.id - 65536;
END;

CREATE TRIGGER facets_added AFTER INSERT ON facets WHEN new.names IS NOT NULL BEGIN
	INSERT INTO bearings (name, clipping) SELECT value, new.clipping FROM json_each(new.names);
END;

CREATE TRIGGER facets_changed AFTER UPDATE ON facets BEGIN
	DELETE FROM bearings WHERE clipping = old.clipping AND name IN (SELECT value FROM json_each(old.names));
	INSERT INTO bearings (name, clipping) SELECT value, new.clipping FROM json_each(new.names);
	INSERT INTO facet_changes (clipping) VALUES (new.clipping);
END;

CREATE TRIGGER facets_removed AFTER DELETE ON facets BEGIN
	DELETE FROM bearings WHERE clipping = old.clipping AND name IN (SELECT value FROM json_each(old.names));
	INSERT INTO facet_changes (clipping) VALUES (old.clipping);
END;

CREATE TRIGGER facets_tagged AFTER INSERT ON taggings BEGIN
	INSERT INTO facet_changes (clipping) VALUES (new.clipping);
END;

CREATE TRIGGER facets_untagged AFTER DELETE ON taggings BEGIN
	INSERT INTO facet_changes (clipping) VALUES (old.clipping);
END;

CREATE TRIGGER facets_collected AFTER INSERT ON memberships BEGIN
	INSERT INTO facet_changes (clipping) VALUES (new.clipping);
END;

CREATE TRIGGER facets_taken_out AFTER DELETE ON memberships BEGIN
	INSERT INTO facet_changes (clipping) VALUES (old.clipping);
END;

CREATE TRIGGER facets_trashed AFTER UPDATE OF trashed_at ON clippings WHEN (old.trashed_at IS NULL) <> (new.trashed_at IS NULL) BEGIN
	INSERT INTO facet_changes (clipping) VALUES (new.id);
END;
