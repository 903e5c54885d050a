-- An archive coming back from a package: what the package calls itself, and whether nothing was here when it began, so that numbers are kept. Without an end it was interrupted and goes on.
CREATE TABLE returns (
	package TEXT PRIMARY KEY,
	restores INTEGER NOT NULL CHECK (restores IN (0, 1)),
	begun_at INTEGER NOT NULL,
	ended_at INTEGER
) STRICT, WITHOUT ROWID;

-- What was found to differ between a clipping here and the same one in an import, as it was then. `decided` is NULL while it is open.
CREATE TABLE conflicts (
	import INTEGER NOT NULL REFERENCES imports (id),
	clipping INTEGER NOT NULL REFERENCES clippings (id) ON DELETE CASCADE,
	part TEXT NOT NULL,
	mine TEXT NOT NULL CHECK (json_valid(mine)),
	theirs TEXT NOT NULL CHECK (json_valid(theirs)),
	decided TEXT CHECK (decided IN ('keep', 'take', 'both')),
	PRIMARY KEY (import, clipping, part)
) STRICT, WITHOUT ROWID;

CREATE INDEX conflicts_of_clipping ON conflicts (clipping);

-- What has become part of another clipping is opened with the original that came with it.
CREATE INDEX originals_come_with ON originals (came_with) WHERE came_with IS NOT NULL;
