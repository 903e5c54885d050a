-- Texts are packed against what both sides know: the keys of their JSON, which stand here so that the archive explains
-- itself, and the beginning of the original. A zlib stream (RFC 1950) that wants a dictionary takes the keys followed by the
-- unpacked content of texts.original (of nothing where that is NULL), the first 32768 bytes of both together. Texts packed
-- before have no dictionary and stay as they are.
CREATE TABLE packing (
	id INTEGER PRIMARY KEY,
	dictionary BLOB NOT NULL
) STRICT;

INSERT INTO packing (id, dictionary) VALUES (1, CAST('{"blocks":[{"role":"publication","text":"","span":{"line":3,"endLine":3,"start":1,"end":{"role":"section","text":"","span":{"line":3,"endLine":3,"start":1,"end":{"role":"kicker","text":"","span":{"line":3,"endLine":3,"start":1,"end":{"role":"headline","text":"","span":{"line":3,"endLine":3,"start":1,"end":{"role":"standfirst","text":"","span":{"line":3,"endLine":3,"start":1,"end":{"role":"byline","text":"","span":{"line":3,"endLine":3,"start":1,"end":{"role":"date","text":"","span":{"line":3,"endLine":3,"start":1,"end":{"role":"updated","text":"","span":{"line":3,"endLine":3,"start":1,"end":{"role":"caption","text":"","span":{"line":3,"endLine":3,"start":1,"end":{"role":"credit","text":"","span":{"line":3,"endLine":3,"start":1,"end":{"role":"subhead","text":"","span":{"line":3,"endLine":3,"start":1,"end":{"role":"list-item","text":"","span":{"line":3,"endLine":3,"start":1,"end":{"role":"quotation","text":"","span":{"line":3,"endLine":3,"start":1,"end":{"role":"pull-quote","text":"","span":{"line":3,"endLine":3,"start":1,"end":{"role":"repeat","text":"","span":{"line":3,"endLine":3,"start":1,"end":{"role":"boilerplate","text":"","span":{"line":3,"endLine":3,"start":1,"end":,"certainty":0.5,"why":""}],"captions":[],"provenance":{"publication":{"spans":[{"line":1,"endLine":1,"start":0,"end":19}],"how":"position","certainty":0.98},"headline":{"spans":[{"line":3,"endLine":3,"start":0,"end":19}],"how":"model","certainty":0.98},"byline":{"spans":[{"line":5,"endLine":5,"start":0,"end":19}],"how":"cue","certainty":0.98},"published":{"spans":[{"line":7,"endLine":7,"start":0,"end":19}],"how":"shape","certainty":0.98}}."},{"role":"paragraph","text":"","span":{"line":9,"endLine":9,"start":1,"end":2},"certainty":0.61},{"role":"paragraph","text":"' AS BLOB));

ALTER TABLE texts ADD COLUMN original INTEGER;
