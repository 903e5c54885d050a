-- Which clippings are versions of one story: what they find one another by, and who was found. All of it is made from their
-- texts and can be made anew.

-- Clippings that have not been compared with the others yet. sketch: up to 12 numbers of 32 bits, the lowest byte first, drawn
-- from the text; NULL where they are still to be drawn.
CREATE TABLE unlinked (
	clipping INTEGER PRIMARY KEY REFERENCES clippings (id) ON DELETE CASCADE,
	sketch BLOB
) STRICT;

-- By which numbers of its sketch a clipping can be found. Some may be of a text that it has no more, or of a clipping that is
-- gone: whoever finds by them looks at the texts.
CREATE TABLE traces (
	trace INTEGER NOT NULL,
	clipping INTEGER NOT NULL,
	PRIMARY KEY (trace, clipping)
) STRICT, WITHOUT ROWID;

-- Clippings of a story that has several, those in the trash among them. story: the same number for all of one story.
CREATE TABLE versions (
	clipping INTEGER PRIMARY KEY REFERENCES clippings (id) ON DELETE CASCADE,
	story INTEGER NOT NULL
) STRICT;

CREATE INDEX versions_of_story ON versions (story, clipping);

-- What changes a clipping's text or fields changes this too: it is compared anew.
CREATE TRIGGER text_changed AFTER UPDATE OF content ON texts BEGIN
	INSERT OR REPLACE INTO unlinked (clipping, sketch) VALUES (new.clipping, NULL);
END;

INSERT INTO unlinked (clipping, sketch) SELECT clipping, NULL FROM texts;
