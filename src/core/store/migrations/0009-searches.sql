-- Searches somebody saved, and those asked for lately.

-- name_key: the name in one case, by which no two are called the same. query: JSON, the whole of what is asked, as the
-- contract's Query: words, place and order. What it names by id may be gone; then the search finds nothing and says so.
CREATE TABLE saved_searches (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	uid BLOB NOT NULL UNIQUE,
	name TEXT NOT NULL,
	name_key TEXT NOT NULL UNIQUE,
	query TEXT NOT NULL CHECK (json_valid(query)),
	position INTEGER NOT NULL
) STRICT;

-- The last fifty, the newest with the greatest id. No part of what can be undone.
CREATE TABLE recent_searches (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	text TEXT NOT NULL UNIQUE,
	asked_at INTEGER NOT NULL
) STRICT;
