-- Pictures of clippings and the safe markup of pages. A picture's bytes are kept once, however many clippings show it.

-- content: the bytes, compressed (zlib, RFC 1950), when they are few; NULL when they stand in originals/<ab>/<sha256>, or
-- in the table originals because the picture is a clipping of its own. width, height: pixels as shown upright, NULL when the file does not tell. thumbnail: a WebP of at
-- most 480 pixels a side, NULL when none can be drawn.
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

-- position: its place among the clipping's pictures, from 0. file: NULL when the source only names the picture; nothing is
-- ever fetched. address: where the source says it is, as written. caption: which of the clipping's captions describes it,
-- from 0; NULL for none.
CREATE TABLE pictures (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	clipping INTEGER NOT NULL REFERENCES clippings (id) ON DELETE CASCADE,
	position INTEGER NOT NULL CHECK (position >= 0),
	file INTEGER REFERENCES picture_files (id),
	file_name TEXT NOT NULL,
	address TEXT,
	caption INTEGER CHECK (caption >= 0)
) STRICT;

-- A picture that other clippings show too outlives the clipping whose original it was.
CREATE TRIGGER original_deleted BEFORE DELETE ON originals WHEN old.content IS NOT NULL BEGIN
	UPDATE picture_files SET content = old.content WHERE sha256 = old.sha256 AND content IS NULL;
END;

CREATE INDEX pictures_of_clipping ON pictures (clipping, position);
CREATE INDEX pictures_waiting ON pictures (file_name) WHERE file IS NULL;
CREATE INDEX pictures_of_file ON pictures (file) WHERE file IS NOT NULL;

-- The picture that stands for the clipping in a list: a row of picture_files.
ALTER TABLE clippings ADD COLUMN picture INTEGER REFERENCES picture_files (id);

-- Markup from an allow-list, safe in a frame without scripts, compressed (zlib, RFC 1950). <img data-picture="n"> stands
-- for the clipping's picture at position n.
CREATE TABLE pages (
	clipping INTEGER PRIMARY KEY REFERENCES clippings (id) ON DELETE CASCADE,
	html BLOB NOT NULL
) STRICT;
