// Owns the note that lies in every archive for whoever finds it without this program. Must stay true of the format as it is.
import { BACKUPS_NAME, DATABASE_FILE, ORIGINALS_NAME } from '../layout';

/** The text of `READ ME.txt`; lines end so that every editor shows them. */
export function readMe(at: number): string {
	return `THIS FOLDER IS AN ARCHIVE OF PRESS CLIPPINGS
============================================

It was begun on ${new Date(at).toISOString().slice(0, 10)} with Cuttings, a program that keeps newspaper
and magazine clippings. Keep the folder together: copy all of it, or none.
To move or back it up, close the program first, then copy the whole folder.

What is in it
-------------
${DATABASE_FILE}
    Everything that is known: headlines, bylines, dates, texts, notes, tags,
    and a record of all that was ever changed. It is an SQLite 3 database
    (https://sqlite.org/fileformat.html); any SQLite tool opens it. Files
    beside it that end in -wal and -shm belong to it while it is open, or
    hold its last changes: never delete them.

${ORIGINALS_NAME}/
    Larger originals and pictures, byte for byte as they were received. Each file is named
    by its own SHA-256, so that anybody can tell whether it is unchanged:
        sha256sum ${ORIGINALS_NAME}/*/*
    What kind of file it is (and what it was called) stands in the database,
    tables "originals" and "picture_files". Smaller ones stand in those tables
    themselves, in the column "content", compressed with zlib (RFC 1950).

${BACKUPS_NAME}/
    Earlier copies of the database. If the database is damaged, the newest of
    these can take its place.

Reading it without Cuttings
---------------------------
Table "clippings" has one row for each clipping. Its text stands in table
"texts" (same number): JSON (UTF-8) with "blocks" (the text in order, each
with its role and the lines of the original it came from), "captions" and
"provenance" (where each field was found, and how surely). It is compressed
with zlib, against a dictionary: the bytes in table "packing", followed by the
original, the first 32768 bytes of both together.
Table "pictures" has one row for each picture of a clipping; "file" is the
number of its row in "picture_files". Times are milliseconds since
1970-01-01 UTC. Clippings with a "trashed_at" are in the trash. With
Python, nothing else needed:

    import sqlite3, zlib, json
    db = sqlite3.connect("${DATABASE_FILE}")
    keys = db.execute("SELECT dictionary FROM packing").fetchone()[0]
    texts = """SELECT c.headline, t.content, o.content FROM clippings c
        JOIN texts t ON t.clipping = c.id LEFT JOIN originals o ON o.id = t.original"""
    for headline, text, original in db.execute(texts):
        known = (keys + (zlib.decompress(original) if original else b""))[:32768]
        print(headline)
        for block in json.loads(zlib.decompressobj(zdict=known).decompress(text))["blocks"]:
            print("   ", block["role"], block["text"])
`.replaceAll('\n', '\r\n');
}
