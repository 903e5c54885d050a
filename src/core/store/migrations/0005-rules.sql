-- What an import may be told, and folders that are watched: rights, collections, and where new files come from.

-- Who holds the rights and what may be done, in the keeper's words.
ALTER TABLE clippings ADD COLUMN rights TEXT;

-- What an import was asked: JSON {sources, rules, process}. It stands from the beginning, so that what was interrupted can
-- be asked again. follows: the import of which this does again what failed or was left.
ALTER TABLE imports ADD COLUMN asked TEXT CHECK (asked IS NULL OR json_valid(asked));
ALTER TABLE imports ADD COLUMN follows INTEGER REFERENCES imports (id);

CREATE INDEX imports_following ON imports (follows) WHERE follows IS NOT NULL;

-- Collections nest; a clipping may stand in many. position orders siblings, and clippings in their collection. clippings:
-- how many outside the trash stand in it or below it, each once; kept by the triggers below.
CREATE TABLE collections (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
	parent INTEGER REFERENCES collections (id),
	name TEXT NOT NULL,
	name_key TEXT NOT NULL,
	position INTEGER NOT NULL,
	clippings INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE UNIQUE INDEX collections_by_name ON collections (coalesce(parent, 0), name_key);

CREATE TABLE memberships (
	collection INTEGER NOT NULL REFERENCES collections (id) ON DELETE CASCADE,
	clipping INTEGER NOT NULL REFERENCES clippings (id) ON DELETE CASCADE,
	position INTEGER NOT NULL,
	PRIMARY KEY (collection, clipping)
) STRICT, WITHOUT ROWID;

CREATE INDEX memberships_of_clipping ON memberships (clipping, collection);
CREATE INDEX memberships_by_position ON memberships (collection, position);

-- A clipping counts in a collection and in all above it, unless it stands below those in another way already.
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

-- rules: JSON as an import takes them. present_at: what stands in the folder unchanged since then is known, and not
-- imported; NULL when everything in it is wanted. Once all of that has been noted in watched_files, noted is 1.
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

-- Files of a watched folder that were dealt with, so that the next start looks only at what is new or changed. name: the
-- path below the folder, parted by "/".
CREATE TABLE watched_files (
	folder INTEGER NOT NULL REFERENCES watched_folders (id) ON DELETE CASCADE,
	name TEXT NOT NULL,
	bytes INTEGER NOT NULL,
	modified_at INTEGER NOT NULL,
	PRIMARY KEY (folder, name)
) STRICT, WITHOUT ROWID;
