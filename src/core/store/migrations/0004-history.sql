-- What can be undone, and what is known of publications.

-- One step is one act of a person, however many clippings it touched. label: what the window says of it ("Tagged 3
-- clippings"). changes: JSON, the reversible changes in the order they were made, each with what stood before and after.
-- Only the last hundred are kept; the record of events is not touched by undoing, it grows by it.
CREATE TABLE steps (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	at INTEGER NOT NULL,
	label TEXT NOT NULL,
	undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
	changes TEXT NOT NULL CHECK (json_valid(changes))
) STRICT;

-- How a publication writes dates in figures, as somebody decided. publication_key: as in clippings.
CREATE TABLE conventions (
	publication_key TEXT PRIMARY KEY,
	publication TEXT NOT NULL,
	date_order TEXT NOT NULL CHECK (date_order IN ('DMY', 'MDY', 'YMD')),
	decided_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
