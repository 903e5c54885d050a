-- What an import may be told, and folders that are watched: rights, collections, and where new files come from.

-- Who holds the rights and what may be done, in the keeper's words.
ALTER TABLE clippings ADD COLUMN rights TEXT;

-- Collections nest; a clipping may stand in many. position orders siblings, and clippings in their collection.
CREATE TABLE collections (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
	parent INTEGER REFERENCES collections (id),
	name TEXT NOT NULL,
	name_key TEXT NOT NULL,
	position INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX collections_by_name ON collections (coalesce(parent, 0), name_key);

CREATE TABLE memberships (
	collection INTEGER NOT NULL REFERENCES collections (id) ON DELETE CASCADE,
	clipping INTEGER NOT NULL REFERENCES clippings (id) ON DELETE CASCADE,
	position INTEGER NOT NULL,
	PRIMARY KEY (collection, clipping)
) STRICT, WITHOUT ROWID;

CREATE INDEX memberships_of_clipping ON memberships (clipping, collection);

-- rules: JSON as an import takes them.
CREATE TABLE watched_folders (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	path TEXT NOT NULL UNIQUE,
	rules TEXT NOT NULL CHECK (json_valid(rules)),
	added_at INTEGER NOT NULL
) STRICT;

-- Files of a watched folder that were dealt with, so that the next start looks only at what is new or changed.
CREATE TABLE watched_files (
	folder INTEGER NOT NULL REFERENCES watched_folders (id) ON DELETE CASCADE,
	name TEXT NOT NULL,
	bytes INTEGER NOT NULL,
	modified_at INTEGER NOT NULL,
	PRIMARY KEY (folder, name)
) STRICT, WITHOUT ROWID;
