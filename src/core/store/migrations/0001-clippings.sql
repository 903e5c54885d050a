-- The archive's record: clippings, their texts and originals, tags, and every event that befell them.
-- Times are milliseconds since 1970-01-01T00:00:00Z. Keys made by folding are for order and equality only.

CREATE TABLE imports (
	id INTEGER PRIMARY KEY,
	started_at INTEGER NOT NULL,
	ended_at INTEGER,
	report TEXT CHECK (report IS NULL OR json_valid(report))
) STRICT;

-- unsure: some field is below the certainty at which it counts as known. sourced: some field says where it came from.
-- set_aside: some text of the original is no part of the article. lead: how the body begins, for lists.
CREATE TABLE clippings (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
	kind TEXT NOT NULL CHECK (kind IN ('article', 'image')),
	headline TEXT NOT NULL,
	headline_key TEXT NOT NULL,
	publication TEXT,
	publication_key TEXT,
	kicker TEXT,
	standfirst TEXT,
	byline TEXT CHECK (byline IS NULL OR json_valid(byline)),
	byline_text TEXT NOT NULL,
	dateline TEXT,
	published TEXT CHECK (published IS NULL OR json_valid(published)),
	first_day TEXT CHECK (first_day IS NULL OR first_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	updated TEXT CHECK (updated IS NULL OR json_valid(updated)),
	section TEXT,
	edition TEXT,
	page TEXT,
	url TEXT,
	language TEXT,
	notes TEXT NOT NULL DEFAULT '',
	words INTEGER NOT NULL,
	lead TEXT NOT NULL,
	unsure INTEGER NOT NULL CHECK (unsure IN (0, 1)),
	sourced INTEGER NOT NULL CHECK (sourced IN (0, 1)),
	set_aside INTEGER NOT NULL CHECK (set_aside IN (0, 1)),
	tag_count INTEGER NOT NULL DEFAULT 0,
	import INTEGER REFERENCES imports (id),
	imported_at INTEGER NOT NULL,
	changed_at INTEGER NOT NULL,
	trashed_at INTEGER
) STRICT;

-- Each holds all that a list asks for before it opens a row: trashed_at stands in them so that rows need not be looked at.
CREATE INDEX clippings_by_trash ON clippings (trashed_at, id);
CREATE INDEX clippings_by_day ON clippings (first_day DESC, id DESC, trashed_at) WHERE trashed_at IS NULL;
CREATE INDEX clippings_by_headline ON clippings (headline_key, id, trashed_at) WHERE trashed_at IS NULL;
CREATE INDEX clippings_by_publication ON clippings (publication_key, first_day DESC, id DESC, trashed_at) WHERE trashed_at IS NULL;
CREATE INDEX clippings_unsure ON clippings (unsure, trashed_at) WHERE unsure = 1 AND trashed_at IS NULL;
CREATE INDEX clippings_untagged ON clippings (tag_count, trashed_at) WHERE tag_count = 0 AND trashed_at IS NULL;
CREATE INDEX clippings_of_import ON clippings (import) WHERE import IS NOT NULL;

-- What is only read when a clipping is opened: JSON {blocks, captions, provenance}, compressed (zlib, RFC 1950).
CREATE TABLE texts (
	clipping INTEGER PRIMARY KEY REFERENCES clippings (id) ON DELETE CASCADE,
	content BLOB NOT NULL
) STRICT;

-- What was received. content: the bytes, compressed (zlib, RFC 1950); NULL when they stand in originals/<ab>/<sha256>.
CREATE TABLE originals (
	id INTEGER PRIMARY KEY,
	clipping INTEGER NOT NULL REFERENCES clippings (id) ON DELETE CASCADE,
	sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
	bytes INTEGER NOT NULL CHECK (bytes >= 0),
	file_name TEXT NOT NULL,
	modified_at INTEGER,
	media_type TEXT NOT NULL,
	encoding TEXT,
	undecodable INTEGER NOT NULL,
	content BLOB
) STRICT;

CREATE INDEX originals_of_clipping ON originals (clipping);

-- clippings: how many outside the trash carry the tag, kept by the triggers below.
CREATE TABLE tags (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	name TEXT NOT NULL,
	name_key TEXT NOT NULL UNIQUE,
	colour TEXT NOT NULL CHECK (colour IN ('red', 'amber', 'olive', 'green', 'teal', 'blue', 'violet', 'slate')),
	clippings INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE taggings (
	tag INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
	clipping INTEGER NOT NULL REFERENCES clippings (id) ON DELETE CASCADE,
	PRIMARY KEY (tag, clipping)
) STRICT, WITHOUT ROWID;

CREATE INDEX taggings_of_clipping ON taggings (clipping, tag);

CREATE TRIGGER tagging_added AFTER INSERT ON taggings BEGIN
	UPDATE clippings SET tag_count = tag_count + 1 WHERE id = new.clipping;
	UPDATE tags SET clippings = clippings + 1
		WHERE id = new.tag AND (SELECT trashed_at IS NULL FROM clippings WHERE id = new.clipping);
END;

CREATE TRIGGER tagging_removed AFTER DELETE ON taggings BEGIN
	UPDATE clippings SET tag_count = tag_count - 1 WHERE id = old.clipping;
	UPDATE tags SET clippings = clippings - 1
		WHERE id = old.tag AND (SELECT trashed_at IS NULL FROM clippings WHERE id = old.clipping);
END;

CREATE TRIGGER clipping_deleted BEFORE DELETE ON clippings BEGIN
	DELETE FROM taggings WHERE clipping = old.id;
END;

CREATE TRIGGER clipping_trashed AFTER UPDATE OF trashed_at ON clippings WHEN (old.trashed_at IS NULL) <> (new.trashed_at IS NULL) BEGIN
	UPDATE tags SET clippings = clippings + iif(new.trashed_at IS NULL, 1, -1)
		WHERE id IN (SELECT tag FROM taggings WHERE clipping = new.id);
END;

-- The record of what was done, in the words of PREMIS 3 event types. detail: JSON, with what stood before and after.
CREATE TABLE events (
	id INTEGER PRIMARY KEY,
	at INTEGER NOT NULL,
	type TEXT NOT NULL,
	clipping INTEGER REFERENCES clippings (id) ON DELETE SET NULL,
	detail TEXT CHECK (detail IS NULL OR json_valid(detail))
) STRICT;

CREATE INDEX events_of_clipping ON events (clipping, id) WHERE clipping IS NOT NULL;
