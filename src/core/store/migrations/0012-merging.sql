-- Clippings that were made one, and steps that are too large for one transaction.

-- merged_into: the clipping this one has become part of. It stands as if in the trash, but is in no list; its originals are the other's now.
ALTER TABLE clippings ADD COLUMN merged_into INTEGER REFERENCES clippings (id);
-- came_with: the clipping an original came with, when that one has become part of the clipping which has the original now.
ALTER TABLE originals ADD COLUMN came_with INTEGER REFERENCES clippings (id);
CREATE INDEX clippings_merged ON clippings (merged_into) WHERE merged_into IS NOT NULL;

-- A step of many clippings, in parts that were each one transaction. changes: as steps.changes, packed. undone: as steps.undone,
-- of this part alone: they differ when a program ended in the middle.
CREATE TABLE step_parts (
	step INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
	part INTEGER NOT NULL,
	undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
	changes BLOB NOT NULL,
	PRIMARY KEY (step, part)
) STRICT, WITHOUT ROWID;
