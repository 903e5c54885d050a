-- What the archive's own words are: each term of the search index once, to find words by a part and to suggest a spelling.
-- Words have 3 to 40 letters and are no mere numbers. One that no clipping has any more may stay. An id says roughly how
-- common its word is: what is in many clippings comes early.

CREATE TABLE words (
	id INTEGER PRIMARY KEY,
	term TEXT NOT NULL UNIQUE
) STRICT;

-- Every three letters in a row of a word; rowid is its id.
CREATE VIRTUAL TABLE word_parts USING fts5 (term, content = '', detail = none, columnsize = 0, tokenize = 'trigram case_sensitive 1');

-- The terms of the search index as it stands, with how many clippings have each. It holds nothing itself.
CREATE VIRTUAL TABLE indexed_terms USING fts5vocab (search, row);

INSERT INTO words (term) SELECT term FROM indexed_terms WHERE length(term) BETWEEN 3 AND 40 AND term GLOB '*[^0-9]*' ORDER BY doc DESC, term;
INSERT INTO word_parts (rowid, term) SELECT id, term FROM words;
