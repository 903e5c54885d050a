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
, picture INTEGER REFERENCES picture_files (id), rights TEXT, last_day TEXT GENERATED ALWAYS AS (json_extract(published, '$.lastDay')) VIRTUAL, flagged INTEGER NOT NULL DEFAULT 0 CHECK (flagged IN (0, 1)), collection_count INTEGER NOT NULL DEFAULT 0, merged_into INTEGER REFERENCES clippings (id), embargo TEXT CHECK (embargo IS NULL OR embargo = '..' OR embargo GLOB '[0-9][0-9][0-9][0-9]*')) STRICT;

CREATE TABLE texts (
	clipping INTEGER PRIMARY KEY REFERENCES clippings (id) ON DELETE CASCADE,
	content BLOB NOT NULL
, original INTEGER) STRICT;

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
, came_with INTEGER REFERENCES clippings (id)) STRICT;

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

CREATE TABLE words (
	id INTEGER PRIMARY KEY,
	term TEXT NOT NULL UNIQUE
) STRICT;

CREATE VIRTUAL TABLE word_parts USING fts5 (term, content = '', detail = none, columnsize = 0, tokenize = 'trigram case_sensitive 1');

CREATE VIRTUAL TABLE indexed_terms USING fts5vocab (search, row);

CREATE TABLE names (
	id INTEGER PRIMARY KEY,
	of TEXT NOT NULL CHECK (of IN ('publication', 'byline', 'credit', 'language')),
	key TEXT NOT NULL,
	name TEXT NOT NULL,
	agency INTEGER NOT NULL DEFAULT 0 CHECK (agency IN (0, 1)),
	UNIQUE (of, key)
) STRICT;

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

CREATE TABLE facet_changes (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	clipping INTEGER NOT NULL
) STRICT;

CREATE TABLE saved_searches (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	uid BLOB NOT NULL UNIQUE,
	name TEXT NOT NULL,
	name_key TEXT NOT NULL UNIQUE,
	query TEXT NOT NULL CHECK (json_valid(query)),
	position INTEGER NOT NULL
) STRICT;

CREATE TABLE recent_searches (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	text TEXT NOT NULL UNIQUE,
	asked_at INTEGER NOT NULL
) STRICT;

CREATE TABLE tallies (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	clippings INTEGER NOT NULL,
	trashed INTEGER NOT NULL,
	unsure INTEGER NOT NULL,
	untagged INTEGER NOT NULL,
	unfiled INTEGER NOT NULL,
	flagged INTEGER NOT NULL
) STRICT;

CREATE TABLE tag_branches (
	key TEXT PRIMARY KEY,
	clippings INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE annotations (
	id INTEGER PRIMARY KEY,
	uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
	clipping INTEGER NOT NULL REFERENCES clippings (id) ON DELETE CASCADE,
	selectors TEXT NOT NULL CHECK (json_valid(selectors)),
	colour TEXT NOT NULL CHECK (colour IN ('lemon', 'leaf', 'sky', 'rose', 'violet')),
	note TEXT NOT NULL,
	made_at INTEGER NOT NULL,
	changed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE step_parts (
	step INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
	part INTEGER NOT NULL,
	undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
	changes BLOB NOT NULL,
	PRIMARY KEY (step, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE unlinked (
	clipping INTEGER PRIMARY KEY REFERENCES clippings (id) ON DELETE CASCADE,
	sketch BLOB
) STRICT;

CREATE TABLE traces (
	trace INTEGER NOT NULL,
	clipping INTEGER NOT NULL,
	PRIMARY KEY (trace, clipping)
) STRICT, WITHOUT ROWID;

CREATE TABLE versions (
	clipping INTEGER PRIMARY KEY REFERENCES clippings (id) ON DELETE CASCADE,
	story INTEGER NOT NULL
) STRICT;

CREATE TABLE packing (
	id INTEGER PRIMARY KEY,
	dictionary BLOB NOT NULL
) STRICT;

CREATE TABLE returns (
	package TEXT PRIMARY KEY,
	restores INTEGER NOT NULL CHECK (restores IN (0, 1)),
	begun_at INTEGER NOT NULL,
	ended_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE conflicts (
	import INTEGER NOT NULL REFERENCES imports (id),
	clipping INTEGER NOT NULL REFERENCES clippings (id) ON DELETE CASCADE,
	part TEXT NOT NULL,
	mine TEXT NOT NULL CHECK (json_valid(mine)),
	theirs TEXT NOT NULL CHECK (json_valid(theirs)),
	decided TEXT CHECK (decided IN ('keep', 'take', 'both')),
	PRIMARY KEY (import, clipping, part)
) STRICT, WITHOUT ROWID;

CREATE INDEX clippings_by_trash ON clippings (trashed_at, id);

CREATE INDEX clippings_by_day ON clippings (first_day DESC, id DESC, trashed_at) WHERE trashed_at IS NULL;

CREATE INDEX clippings_by_headline ON clippings (headline_key, id, trashed_at) WHERE trashed_at IS NULL;

CREATE INDEX clippings_by_publication ON clippings (publication_key, first_day DESC, id DESC, trashed_at) WHERE trashed_at IS NULL;

CREATE INDEX clippings_unsure ON clippings (unsure, trashed_at) WHERE unsure = 1 AND trashed_at IS NULL;

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

CREATE TRIGGER membership_counted AFTER INSERT ON memberships BEGIN
	UPDATE clippings SET collection_count = collection_count + 1 WHERE id = new.clipping;
END;

CREATE TRIGGER membership_uncounted AFTER DELETE ON memberships BEGIN
	UPDATE clippings SET collection_count = collection_count - 1 WHERE id = old.clipping;
END;

CREATE INDEX clippings_untagged ON clippings (tag_count, collection_count, trashed_at) WHERE tag_count = 0;

CREATE INDEX clippings_flagged ON clippings (flagged, trashed_at) WHERE flagged = 1;

CREATE TRIGGER tally_added AFTER INSERT ON clippings BEGIN
	UPDATE tallies SET
		clippings = clippings + (new.trashed_at IS NULL),
		trashed = trashed + (new.trashed_at IS NOT NULL),
		unsure = unsure + (new.trashed_at IS NULL AND new.unsure = 1),
		untagged = untagged + (new.trashed_at IS NULL AND new.tag_count = 0),
		unfiled = unfiled + (new.trashed_at IS NULL AND new.tag_count = 0 AND new.collection_count = 0),
		flagged = flagged + (new.trashed_at IS NULL AND new.flagged = 1);
END;

CREATE TRIGGER tally_changed AFTER UPDATE OF trashed_at, unsure, tag_count, collection_count, flagged ON clippings
WHEN (old.trashed_at IS NULL, old.unsure, old.tag_count = 0, old.collection_count = 0, old.flagged)
	IS NOT (new.trashed_at IS NULL, new.unsure, new.tag_count = 0, new.collection_count = 0, new.flagged) BEGIN
	UPDATE tallies SET
		clippings = clippings + (new.trashed_at IS NULL) - (old.trashed_at IS NULL),
		trashed = trashed + (new.trashed_at IS NOT NULL) - (old.trashed_at IS NOT NULL),
		unsure = unsure + (new.trashed_at IS NULL AND new.unsure = 1) - (old.trashed_at IS NULL AND old.unsure = 1),
		untagged = untagged + (new.trashed_at IS NULL AND new.tag_count = 0) - (old.trashed_at IS NULL AND old.tag_count = 0),
		unfiled = unfiled + (new.trashed_at IS NULL AND new.tag_count = 0 AND new.collection_count = 0)
			- (old.trashed_at IS NULL AND old.tag_count = 0 AND old.collection_count = 0),
		flagged = flagged + (new.trashed_at IS NULL AND new.flagged = 1) - (old.trashed_at IS NULL AND old.flagged = 1);
END;

CREATE TRIGGER tally_removed BEFORE DELETE ON clippings BEGIN
	DELETE FROM taggings WHERE clipping = old.id;
	DELETE FROM memberships WHERE clipping = old.id;
	UPDATE tallies SET
		clippings = clippings - (old.trashed_at IS NULL),
		trashed = trashed - (old.trashed_at IS NOT NULL),
		unsure = unsure - (old.trashed_at IS NULL AND old.unsure = 1),
		untagged = untagged - (old.trashed_at IS NULL),
		unfiled = unfiled - (old.trashed_at IS NULL),
		flagged = flagged - (old.trashed_at IS NULL AND old.flagged = 1);
END;

CREATE TRIGGER tagging_branched AFTER INSERT ON taggings WHEN (SELECT trashed_at IS NULL FROM clippings WHERE id = new.clipping) BEGIN
	UPDATE tag_branches SET clippings = clippings + 1
		WHERE key IN (
			WITH RECURSIVE up (key) AS (
				SELECT name_key FROM tags WHERE id = new.tag
				UNION SELECT rtrim(rtrim(key, replace(key, '/', '')), '/') FROM up WHERE instr(key, '/') > 0)
			SELECT key FROM up)
		AND NOT EXISTS (
			SELECT 1 FROM taggings g JOIN tags t ON t.id = g.tag
			WHERE g.clipping = new.clipping AND g.tag <> new.tag
				AND (t.name_key = tag_branches.key OR (t.name_key >= tag_branches.key || '/' AND t.name_key < tag_branches.key || '0')));
END;

CREATE TRIGGER tagging_unbranched AFTER DELETE ON taggings WHEN (SELECT trashed_at IS NULL FROM clippings WHERE id = old.clipping) BEGIN
	UPDATE tag_branches SET clippings = clippings - 1
		WHERE key IN (
			WITH RECURSIVE up (key) AS (
				SELECT name_key FROM tags WHERE id = old.tag
				UNION SELECT rtrim(rtrim(key, replace(key, '/', '')), '/') FROM up WHERE instr(key, '/') > 0)
			SELECT key FROM up)
		AND NOT EXISTS (
			SELECT 1 FROM taggings g JOIN tags t ON t.id = g.tag
			WHERE g.clipping = old.clipping
				AND (t.name_key = tag_branches.key OR (t.name_key >= tag_branches.key || '/' AND t.name_key < tag_branches.key || '0')));
END;

CREATE TRIGGER branch_trashed AFTER UPDATE OF trashed_at ON clippings
WHEN (old.trashed_at IS NULL) <> (new.trashed_at IS NULL) AND new.tag_count > 0 BEGIN
	UPDATE tag_branches SET clippings = clippings + iif(new.trashed_at IS NULL, 1, -1)
		WHERE key IN (
			WITH RECURSIVE up (key) AS (
				SELECT t.name_key FROM taggings g JOIN tags t ON t.id = g.tag WHERE g.clipping = new.id
				UNION SELECT rtrim(rtrim(key, replace(key, '/', '')), '/') FROM up WHERE instr(key, '/') > 0)
			SELECT key FROM up);
END;

CREATE INDEX annotations_of_clipping ON annotations (clipping);

CREATE INDEX clippings_merged ON clippings (merged_into) WHERE merged_into IS NOT NULL;

CREATE INDEX versions_of_story ON versions (story, clipping);

CREATE TRIGGER text_changed AFTER UPDATE OF content ON texts BEGIN
	INSERT OR REPLACE INTO unlinked (clipping, sketch) VALUES (new.clipping, NULL);
END;

CREATE INDEX conflicts_of_clipping ON conflicts (clipping);

CREATE INDEX originals_come_with ON originals (came_with) WHERE came_with IS NOT NULL;

CREATE INDEX clippings_embargoed ON clippings (embargo, trashed_at) WHERE embargo IS NOT NULL;

CREATE INDEX events_of_archive ON events (id) WHERE clipping IS NULL;
