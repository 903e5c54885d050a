-- The search index. It keeps no text of its own: what goes in is folded by the application (letters made alike, words
-- parted by single spaces), so the tokenizer only has to split at ASCII spaces. rowid is the clipping's id. place: the
-- dateline. aside: what the reading set aside as no part of the article; it is found, but weighs next to nothing.

CREATE VIRTUAL TABLE search USING fts5 (
	headline, body, captions, notes, byline, publication, place, file_name, aside,
	content = '',
	contentless_delete = 1,
	tokenize = 'ascii'
);

INSERT INTO search (search, rank) VALUES ('rank', 'bm25(8.0, 1.0, 2.0, 3.0, 4.0, 4.0, 2.0, 2.0, 0.1)');
