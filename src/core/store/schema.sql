-- Generated from all migrations on an empty file; a test keeps it so.

CREATE TABLE imports (
	id INTEGER PRIMARY KEY,
	started_at INTEGER NOT NULL,
	ended_at INTEGER,
	report TEXT CHECK (report IS NULL OR json_valid(report))
, asked TEXT CHECK (asked IS NULL OR json_valid(asked)), follows INTEGER REFERENCES imports (id)) STRICT;

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
, picture INTEGER REFERENCES picture_files (id), rights TEXT, last_day TEXT GENERATED ALWAYS AS (json_extract(published, '$.lastDay')) VIRTUAL) STRICT;

CREATE TABLE texts (
	clipping INTEGER PRIMARY KEY REFERENCES clippings (id) ON DELETE CASCADE,
	content BLOB NOT NULL
) STRICT;

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

CREATE TABLE events (
	id INTEGER PRIMARY KEY,
	at INTEGER NOT NULL,
	type TEXT NOT NULL,
	clipping INTEGER REFERENCES clippings (id) ON DELETE SET NULL,
	detail TEXT CHECK (detail IS NULL OR json_valid(detail))
) STRICT;

CREATE VIRTUAL TABLE search USING fts5 (
	headline, body, captions, notes, byline, publication, place, file_name, aside,
	content = '',
	contentless_delete = 1,
	tokenize = 'ascii'
);

CREATE TABLE picture_files (
	id INTEGER PRIMARY KEY,
	sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
	bytes INTEGER NOT NULL CHECK (bytes >= 0),
	media_type TEXT NOT NULL,
	width INTEGER CHECK (width > 0),
	height INTEGER CHECK (height > 0),
	content BLOB,
	thumbnail BLOB
) STRICT;

CREATE TABLE pictures (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	clipping INTEGER NOT NULL REFERENCES clippings (id) ON DELETE CASCADE,
	position INTEGER NOT NULL CHECK (position >= 0),
	file INTEGER REFERENCES picture_files (id),
	file_name TEXT NOT NULL,
	address TEXT,
	caption INTEGER CHECK (caption >= 0)
) STRICT;

CREATE TABLE pages (
	clipping INTEGER PRIMARY KEY REFERENCES clippings (id) ON DELETE CASCADE,
	html BLOB NOT NULL
) STRICT;

CREATE TABLE steps (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	at INTEGER NOT NULL,
	label TEXT NOT NULL,
	undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
	changes TEXT NOT NULL CHECK (json_valid(changes))
) STRICT;

CREATE TABLE conventions (
	publication_key TEXT PRIMARY KEY,
	publication TEXT NOT NULL,
	date_order TEXT NOT NULL CHECK (date_order IN ('DMY', 'MDY', 'YMD')),
	decided_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE collections (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
	parent INTEGER REFERENCES collections (id),
	name TEXT NOT NULL,
	name_key TEXT NOT NULL,
	position INTEGER NOT NULL,
	clippings INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE memberships (
	collection INTEGER NOT NULL REFERENCES collections (id) ON DELETE CASCADE,
	clipping INTEGER NOT NULL REFERENCES clippings (id) ON DELETE CASCADE,
	position INTEGER NOT NULL,
	PRIMARY KEY (collection, clipping)
) STRICT, WITHOUT ROWID;

CREATE TABLE watched_folders (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	path TEXT NOT NULL UNIQUE,
	rules TEXT NOT NULL CHECK (json_valid(rules)),
	added_at INTEGER NOT NULL,
	present_at INTEGER,
	noted INTEGER NOT NULL DEFAULT 0 CHECK (noted IN (0, 1)),
	paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
	looked_at INTEGER
) STRICT;

CREATE TABLE watched_files (
	folder INTEGER NOT NULL REFERENCES watched_folders (id) ON DELETE CASCADE,
	name TEXT NOT NULL,
	bytes INTEGER NOT NULL,
	modified_at INTEGER NOT NULL,
	PRIMARY KEY (folder, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX clippings_by_trash ON clippings (trashed_at, id);

CREATE INDEX clippings_by_day ON clippings (first_day DESC, id DESC, trashed_at) WHERE trashed_at IS NULL;

CREATE INDEX clippings_by_headline ON clippings (headline_key, id, trashed_at) WHERE trashed_at IS NULL;

CREATE INDEX clippings_by_publication ON clippings (publication_key, first_day DESC, id DESC, trashed_at) WHERE trashed_at IS NULL;

CREATE INDEX clippings_unsure ON clippings (unsure, trashed_at) WHERE unsure = 1 AND trashed_at IS NULL;

CREATE INDEX clippings_untagged ON clippings (tag_count, trashed_at) WHERE tag_count = 0 AND trashed_at IS NULL;

CREATE INDEX clippings_of_import ON clippings (import) WHERE import IS NOT NULL;

CREATE INDEX originals_of_clipping ON originals (clipping);

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

CREATE INDEX events_of_clipping ON events (clipping, id) WHERE clipping IS NOT NULL;

CREATE TRIGGER original_deleted BEFORE DELETE ON originals WHEN old.content IS NOT NULL BEGIN
	UPDATE picture_files SET content = old.content WHERE sha256 = old.sha256 AND content IS NULL;
END;

CREATE INDEX pictures_of_clipping ON pictures (clipping, position);

CREATE INDEX pictures_waiting ON pictures (file_name) WHERE file IS NULL;

CREATE INDEX pictures_of_file ON pictures (file) WHERE file IS NOT NULL;

CREATE INDEX imports_following ON imports (follows) WHERE follows IS NOT NULL;

CREATE UNIQUE INDEX collections_by_name ON collections (coalesce(parent, 0), name_key);

CREATE INDEX memberships_of_clipping ON memberships (clipping, collection);

CREATE INDEX memberships_by_position ON memberships (collection, position);

CREATE TRIGGER membership_added AFTER INSERT ON memberships WHEN (SELECT trashed_at IS NULL FROM clippings WHERE id = new.clipping) BEGIN
	UPDATE collections SET clippings = clippings + 1
		WHERE id IN (
			WITH RECURSIVE above (id) AS (SELECT new.collection UNION SELECT c.parent FROM above JOIN collections c ON c.id = above.id WHERE c.parent IS NOT NULL)
			SELECT id FROM above)
		AND id NOT IN (
			WITH RECURSIVE above (id) AS (
				SELECT collection FROM memberships WHERE clipping = new.clipping AND collection <> new.collection
				UNION SELECT c.parent FROM above JOIN collections c ON c.id = above.id WHERE c.parent IS NOT NULL)
			SELECT id FROM above);
END;

CREATE TRIGGER membership_removed AFTER DELETE ON memberships WHEN (SELECT trashed_at IS NULL FROM clippings WHERE id = old.clipping) BEGIN
	UPDATE collections SET clippings = clippings - 1
		WHERE id IN (
			WITH RECURSIVE above (id) AS (SELECT old.collection UNION SELECT c.parent FROM above JOIN collections c ON c.id = above.id WHERE c.parent IS NOT NULL)
			SELECT id FROM above)
		AND id NOT IN (
			WITH RECURSIVE above (id) AS (
				SELECT collection FROM memberships WHERE clipping = old.clipping
				UNION SELECT c.parent FROM above JOIN collections c ON c.id = above.id WHERE c.parent IS NOT NULL)
			SELECT id FROM above);
END;

CREATE TRIGGER member_trashed AFTER UPDATE OF trashed_at ON clippings
WHEN (old.trashed_at IS NULL) <> (new.trashed_at IS NULL) AND EXISTS (SELECT 1 FROM memberships WHERE clipping = new.id) BEGIN
	UPDATE collections SET clippings = clippings + iif(new.trashed_at IS NULL, 1, -1)
		WHERE id IN (
			WITH RECURSIVE above (id) AS (
				SELECT collection FROM memberships WHERE clipping = new.id
				UNION SELECT c.parent FROM above JOIN collections c ON c.id = above.id WHERE c.parent IS NOT NULL)
			SELECT id FROM above);
END;

CREATE TRIGGER member_deleted BEFORE DELETE ON clippings BEGIN
	DELETE FROM memberships WHERE clipping = old.id;
END;

CREATE INDEX clippings_spanning ON clippings (first_day, last_day) WHERE last_day > first_day;
