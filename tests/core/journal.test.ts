// Holds what calm writing promises: nothing is told before it is synced, the journal does not grow without end, and afterwards the connection is as it was.
import { statSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { databasePath } from '../../src/core/layout';
import { runImport } from '../../src/core/importing/import';
import { Blobs } from '../../src/core/files/blobs';
import { Clippings } from '../../src/core/store/clippings';
import { Imports } from '../../src/core/store/imports';
import { Journal } from '../../src/core/store/journal';
import { openForReading, openForWriting, transaction, type WriteDb } from '../../src/core/store/open';
import { uidSource } from '../../src/core/store/uid';
import { ImportRules } from '../../src/shared/model';
import { clippingText } from '../support/import-samples';
import { tempArchive } from '../support/archive';

async function writable(): Promise<{ db: WriteDb; dir: string }> {
	const archive = await tempArchive();
	await archive.close();
	const db = openForWriting(databasePath(archive.dir));
	onTestFinished(() => db.close());
	return { db, dir: archive.dir };
}

const journalBytes = (db: WriteDb): number => statSync(`${db.path}-wal`).size;

describe('calm writing', () => {
	it('keeps everything, carries the journal over, and leaves the connection as it was', async () => {
		const { db } = await writable();
		db.exec('CREATE TABLE pieces (id INTEGER PRIMARY KEY, content BLOB NOT NULL)');
		const journal = new Journal(db);
		journal.hold();
		expect(db.pragma('wal_autocheckpoint')).toBe(0);
		const piece = new Uint8Array(100_000).fill(7);
		let most = 0;
		// 150 MB in all, more than twice what the journal may hold.
		for (let at = 0; at < 300; at++) {
			journal.commit(() => transaction(db, () => { for (let k = 0; k < 5; k++) db.prepare('INSERT INTO pieces (content) VALUES (?)').run(piece); }));
			await journal.settle();
			most = Math.max(most, journalBytes(db));
		}
		expect(most).toBeLessThan(110_000_000);
		await journal.release();
		expect([db.pragma('wal_autocheckpoint'), db.pragma('synchronous')]).toEqual([1000, 2]);
		expect(db.pluck<number>('SELECT count(*) FROM pieces').get()).toBe(1500);
		expect(db.pragma('integrity_check')).toBe('ok');
		// The commits of a person, in between and after, are synced as ever.
		db.exec('DROP TABLE pieces');
	}, 60_000);

	it('serves several at once, and goes on while somebody reads', async () => {
		const { db } = await writable();
		const journal = new Journal(db);
		journal.hold();
		journal.hold();
		const reading = openForReading(db.path);
		reading.hold();
		for (let at = 0; at < 30; at++) {
			journal.commit(() => transaction(db, () => db.prepare('INSERT INTO events (at, type) VALUES (?, ?)').run(at, 'migration')));
			await journal.settle();
		}
		await journal.release();
		expect(db.pragma('wal_autocheckpoint')).toBe(0);
		await journal.release();
		expect(db.pragma('wal_autocheckpoint')).toBe(1000);
		reading.release();
		reading.close();
		expect(db.pluck<number>(`SELECT count(*) FROM events WHERE type = 'migration'`).get()).toBe(30);
	});

	it('tells no outcome before its commit has settled', async () => {
		const { db, dir } = await writable();
		const happened: string[] = [];
		await runImport({
			dir, workerFile: null, clippings: new Clippings(db, uidSource(Date.now)), differs: () => 0, blobs: new Blobs(dir), imports: new Imports(db),
			conventions: () => ({}), file: () => undefined, now: Date.now,
			transaction: (work) => {
				happened.push('commit');
				return transaction(db, work);
			},
			settled: async () => {
				await new Promise((resolve) => setTimeout(resolve, 5));
				happened.push('settled');
			},
		}, Array.from({ length: 5 }, (_, at) => ({ text: clippingText(at), name: `${at}.txt` })), { rules: ImportRules.parse({}), onOutcome: ({ outcome }) => happened.push(outcome) });
		const first = happened.indexOf('kept');
		expect(happened.slice(0, first)).toEqual(['commit', 'settled']);
		expect(happened.filter((one) => one === 'kept')).toHaveLength(5);
		for (const [at, one] of happened.entries()) if (one === 'kept') expect(happened.slice(0, at).lastIndexOf('settled')).toBeGreaterThan(happened.slice(0, at).lastIndexOf('commit'));
	});
});
