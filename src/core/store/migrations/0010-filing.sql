-- Flags, what is not filed yet, counts that nobody has to count, and what stands below each name of a tag.

-- flagged: somebody wants to come back to it. collection_count: in how many collections it stands itself, kept by triggers.
ALTER TABLE clippings ADD COLUMN flagged INTEGER NOT NULL DEFAULT 0 CHECK (flagged IN (0, 1));
ALTER TABLE clippings ADD COLUMN collection_count INTEGER NOT NULL DEFAULT 0;

UPDATE clippings SET collection_count = (SELECT count(*) FROM memberships WHERE clipping = clippings.id)
	WHERE id IN (SELECT clipping FROM memberships);

CREATE TRIGGER membership_counted AFTER INSERT ON memberships BEGIN
	UPDATE clippings SET collection_count = collection_count + 1 WHERE id = new.clipping;
END;

CREATE TRIGGER membership_uncounted AFTER DELETE ON memberships BEGIN
	UPDATE clippings SET collection_count = collection_count - 1 WHERE id = old.clipping;
END;

-- What is not filed is among what is not tagged: one index answers for both. The trash is not left out, so that a query need not name it.
DROP INDEX clippings_untagged;
CREATE INDEX clippings_untagged ON clippings (tag_count, collection_count, trashed_at) WHERE tag_count = 0;
CREATE INDEX clippings_flagged ON clippings (flagged, trashed_at) WHERE flagged = 1;

-- How many there are, in one row. trashed: in the trash; all others: outside it.
CREATE TABLE tallies (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	clippings INTEGER NOT NULL,
	trashed INTEGER NOT NULL,
	unsure INTEGER NOT NULL,
	untagged INTEGER NOT NULL,
	unfiled INTEGER NOT NULL,
	flagged INTEGER NOT NULL
) STRICT;

INSERT INTO tallies
	SELECT 1, coalesce(sum(trashed_at IS NULL), 0), coalesce(sum(trashed_at IS NOT NULL), 0), coalesce(sum(trashed_at IS NULL AND unsure = 1), 0),
		coalesce(sum(trashed_at IS NULL AND tag_count = 0), 0), coalesce(sum(trashed_at IS NULL AND tag_count = 0 AND collection_count = 0), 0),
		coalesce(sum(trashed_at IS NULL AND flagged = 1), 0)
	FROM clippings;

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

-- What it carries and where it stands goes first: what is left is a clipping that is not filed.
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

-- Every name on the way to a tag, and the tag's own: "war/ukraine" makes "war" and "war/ukraine". key: as tags.name_key.
-- clippings: how many outside the trash carry that tag or one below it, each once. Rows come and go with the names of tags,
-- by the application; the counts are kept by the triggers below.
CREATE TABLE tag_branches (
	key TEXT PRIMARY KEY,
	clippings INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO tag_branches
	WITH RECURSIVE up (key) AS (
		SELECT name_key FROM tags
		UNION SELECT rtrim(rtrim(key, replace(key, '/', '')), '/') FROM up WHERE instr(key, '/') > 0)
	SELECT up.key, (
		SELECT count(DISTINCT g.clipping) FROM tags t JOIN taggings g ON g.tag = t.id JOIN clippings c ON c.id = g.clipping
		WHERE (t.name_key = up.key OR (t.name_key >= up.key || '/' AND t.name_key < up.key || '0')) AND c.trashed_at IS NULL)
	FROM up;

-- "0" follows "/" in code: all names below a key lie between the two. A clipping counts once, however many tags below a name it carries.
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
