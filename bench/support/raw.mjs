// Makes the database that searching is measured against: the same texts in a bare FTS5 table with its default tokenizer, nothing else.
// node bench/support/raw.mjs TEXTS FILE      FILE must not exist yet. It takes about twice the text's size of disk.
import Database from 'better-sqlite3';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { texts } from './texts.mjs';

const LOT = 4_000;

/** @param {number} count @param {string} file comes to stand only when it is whole @param {(done: number) => void} [told] */
export async function bare(count, file, told = () => {}) {
	const text = await texts();
	const unfinished = `${file}.unfinished`;
	rmSync(unfinished, { force: true });
	const db = new Database(unfinished);
	db.pragma('page_size = 16384');
	db.pragma('journal_mode = WAL');
	db.pragma('synchronous = OFF');
	db.pragma('cache_size = -65536');
	db.exec('CREATE VIRTUAL TABLE docs USING fts5 (title, body, author, source)');
	const insert = db.prepare('INSERT INTO docs (rowid, title, body, author, source) VALUES (?, ?, ?, ?, ?)');
	const some = db.transaction((/** @type {number} */ from, /** @type {number} */ to) => {
		for (let n = from; n < to; n++) {
			const { title, body, author, source } = text(n);
			insert.run(n + 1, title, body, author, source);
		}
	});
	for (let from = 0; from < count; from += LOT) {
		some(from, Math.min(count, from + LOT));
		told(Math.min(count, from + LOT));
	}
	db.pragma('wal_checkpoint(TRUNCATE)');
	db.pragma('journal_mode = DELETE');
	db.close();
	renameSync(unfinished, file);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
	const [count, file] = process.argv.slice(2);
	if (!Number(count) || !file || existsSync(file)) throw new Error('node bench/support/raw.mjs TEXTS FILE, and the file must not exist yet.');
	const began = performance.now();
	await bare(Number(count), file, (done) => {
		if (done % 100_000 === 0 || done === Number(count)) console.log(`${done} texts, ${Math.round(done / ((performance.now() - began) / 1000))} a second`);
	});
}
