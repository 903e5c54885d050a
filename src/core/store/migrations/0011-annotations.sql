-- Highlights and notes in the margin.

-- selectors: JSON {quote: {exact, prefix, suffix}, position: {start, end}}, the W3C's TextQuoteSelector and TextPositionSelector:
-- where somebody made the highlight, in code points of the article's text as it was then. They stay when the text changes.
-- note: Markdown, empty for none. The notes of a clipping stand in the search index beside its own.
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

CREATE INDEX annotations_of_clipping ON annotations (clipping);
