// Holds what is kept of imports: a list newest first, the report of each, doing again what failed, going on with what was left, and telling the living from the dead.
import { spawn } from 'node:child_process';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Archive } from '../../src/core/archive';
import { openArchive } from '../../src/core/archive';
import { databasePath } from '../../src/core/layout';
import { openForWriting } from '../../src/core/store/open';
import type { ImportEntry, ImportId } from '../../src/shared/model';
import { said } from '../../src/shared/said';
import { sayOf, speak } from '../../src/shared/words/say';
import { clippingText, temporaryFolder, type Folder } from '../support/import-samples';

let folder: Folder;
let home: Folder;
let archive: Archive;
beforeEach(async () => {
	folder = temporaryFolder();
	home = temporaryFolder();
	archive = await openArchive(join(home.path, 'archive'));
});
afterEach(async () => {
	await archive.close();
	folder.remove();
	home.remove();
});

const list = (): ImportEntry[] => archive.imports.list({ before: null, limit: 50 });

/** What a program that died in the middle leaves behind: a row without an end. */
function leftBehind(process: { host: string; pid: number } | null, sources: unknown[] = [{ path: folder.path }]): ImportId {
	const db = openForWriting(databasePath(archive.dir));
	const asked = process && JSON.stringify({ sources, rules: { tags: ['late'], collection: 'Box', publication: null, dateOrder: null, rights: null }, process, watched: null });
	const id = Number(db.prepare('INSERT INTO imports (started_at, asked) VALUES (?, ?)').run(1, asked).lastInsertRowid) as ImportId;
	db.close();
	return id;
}

describe('the list of imports', () => {
	it('has the newest first, with what was given and what came of it', async () => {
		folder.write('a.txt', clippingText(1));
		folder.write('b.txt', clippingText(2));
		folder.write('empty.txt', '');
		const first = await archive.import([{ path: folder.path }], { rules: { tags: ['x'] } });
		const second = await archive.import([{ path: join(folder.path, 'a.txt') }, { text: clippingText(3), name: 'Pasted text' }], {});
		expect(list()).toMatchObject([
			{ id: second.id, state: 'done', given: ['a.txt', 'Pasted text'], sources: 2, kept: 1, duplicate: 1, skipped: 0, failed: 0, again: null, followedBy: null, watched: null },
			{ id: first.id, state: 'done', given: [folder.path.split('/').at(-1)], sources: 1, kept: 2, duplicate: 0, skipped: 1, rules: { tags: ['x'], collection: null } },
		]);
		expect(archive.imports.list({ before: second.id, limit: 5 }).map(({ id }) => id)).toEqual([first.id]);
		expect(archive.imports.get(second.id)).toMatchObject({ duplicates: [{ name: 'a.txt', id: first.ids[0], trashed: false }], problems: [] });
		expect(archive.imports.get(first.id)).toMatchObject({ problems: [{ reason: 'empty' }], milliseconds: expect.any(Number) as number });
		expect(archive.imports.clippings(first.id)).toEqual(first.ids);
		expect(() => archive.imports.get(99 as ImportId)).toThrow('import/missing');
	});

	it('counts what still needs a look beside what did', async () => {
		folder.write('a.txt', clippingText(1).replace(/\d+ March 1987/, '03/04/1987'));
		const { id, ids } = await archive.import([{ path: folder.path }], {});
		expect(list()[0]).toMatchObject({ kept: 1, unsure: 1, unsureNow: 1 });
		archive.clippings.trash(ids);
		expect(archive.imports.get(id)).toMatchObject({ unsure: 1, unsureNow: 0 });
	});

	it('reads the reports of archives made before anything was asked', () => {
		const db = openForWriting(databasePath(archive.dir));
		db.prepare(`INSERT INTO imports (started_at, ended_at, report) VALUES (1, 2, '{"kept":3,"duplicate":1,"skipped":0,"failed":2,"problems":[],"duplicates":[],"ids":[],"milliseconds":5,"cancelled":false,"unsure":1,"stopped":null,"given":["in"],"tags":[]}')`).run();
		db.close();
		expect(list()).toMatchObject([{ state: 'done', kept: 3, failed: 2, unsure: 1, given: [], again: null }]);
	});
});

describe('why a source was not kept', () => {
	const detailsOf = (id: ImportId): string[] => archive.imports.get(id).problems.map(({ detail }) => sayOf(detail));
	/** A report as it stands in the database, with these for its problems. */
	const keptWith = (details: readonly unknown[]): ImportId => {
		const problems = details.map((detail) => ({ name: 'a.txt', outcome: 'skipped', reason: 'empty', detail }));
		const db = openForWriting(databasePath(archive.dir));
		const id = db.prepare('INSERT INTO imports (started_at, ended_at, report) VALUES (1, 2, ?)').run(JSON.stringify({ skipped: problems.length, problems })).lastInsertRowid;
		db.close();
		return Number(id) as ImportId;
	};
	afterEach(() => speak(['en-GB']));

	it('is kept as a message with its values, and said as the window speaks', async () => {
		const { id } = await archive.import([{ path: folder.write('rows.csv', 'a,b\n1,2\n') }, { path: join(folder.path, 'gone.txt') }], {});
		const db = openForWriting(databasePath(archive.dir));
		const { problems } = JSON.parse(db.pluck<string>('SELECT report FROM imports WHERE id = ?').get(id)!) as { problems: { detail: unknown }[] };
		db.close();
		expect(problems.map(({ detail }) => detail)).toEqual([said('said.import.no-clipping', { what: said('said.kind.table') }), said('said.import.gone', { what: 'file' })]);
		expect(detailsOf(id)).toEqual(['This is a table, not a clipping.', 'There is no such file any more. It may have been moved or deleted.']);
		speak(['de-DE']);
		expect(detailsOf(id)).toEqual(['Das ist eine Tabelle, kein Ausschnitt.', 'Diese Datei gibt es nicht mehr. Vielleicht wurde sie verschoben oder gelöscht.']);
	});

	it('stays as it stands where an older program kept a sentence', () => {
		const id = keptWith(['There is no text in it. {sic}']);
		speak(['de-DE']);
		expect(detailsOf(id)).toEqual(['There is no text in it. {sic}']);
	});

	it('is said not to be understood where another program kept what is no message here', () => {
		const deep = (levels: number): unknown => ({ key: 'said.plain', values: { text: levels === 0 ? 'x' : deep(levels - 1) } });
		const strange = [{ key: 'said.from.tomorrow', values: {} }, { key: 'said.import.lines', values: {} }, { key: 'frame.side.trash', values: {} }, { key: 'said.__proto__' }, 7, null, deep(300)];
		expect(new Set(detailsOf(keptWith(strange)))).toEqual(new Set(['What happened was told by another program and is not understood here.']));
	});
});

describe('an import done again', () => {
	it('tries only what failed, under the same rules, and says so on both sides', async () => {
		if (process.getuid?.() === 0) {
			// Nothing is unreadable for root: a file that is gone, and comes back, fails and succeeds as well.
			const summary = await archive.import([{ path: join(folder.path, 'late.txt') }, { path: folder.write('a.txt', clippingText(1)) }], { rules: { tags: ['box'], collection: 'Box' } });
			expect(summary).toMatchObject({ kept: 1, failed: 1 });
		} else {
			folder.write('a.txt', clippingText(1));
			chmodSync(folder.write('late.txt', clippingText(2)), 0);
			expect(await archive.import([{ path: folder.path }], { rules: { tags: ['box'], collection: 'Box' } })).toMatchObject({ kept: 1, failed: 1 });
		}
		const [entry] = list();
		expect(entry).toMatchObject({ state: 'done', again: 'failed', followedBy: null });
		rmSync(join(folder.path, 'late.txt'), { force: true });
		writeFileSync(join(folder.path, 'late.txt'), clippingText(2));
		const again = await archive.imports.again(entry!.id, {});
		expect(again).toMatchObject({ kept: 1, duplicate: 0, failed: 0 });
		expect(archive.clippings.get(again.ids[0]!)).toMatchObject({ original: { fileName: 'late.txt' }, tags: [{ name: 'box' }] });
		expect(archive.collections.list().map(({ path, count }) => `${path} ${count}`)).toEqual(['Box 2']);
		expect(list().map(({ id, followedBy, again: next }) => [id, followedBy, next])).toEqual([[again.id, null, null], [entry!.id, again.id, 'failed']]);
	});

	it('says what has gone meanwhile', async () => {
		await archive.import([{ path: join(folder.path, 'gone.txt') }], {});
		const again = await archive.imports.again(list()[0]!.id, {});
		expect(again).toMatchObject({ kept: 0, failed: 1, problems: [{ name: 'gone.txt', reason: 'missing', detail: said('said.import.gone', { what: 'file' }) }] });
	});

	it('goes on with one that was stopped; what is here is passed over', async () => {
		for (let i = 0; i < 600; i++) folder.write(`clip ${i}.txt`, clippingText(i));
		const stop = new AbortController();
		let told = 0;
		const first = await archive.import([{ path: folder.path }], { rules: { tags: ['x'] }, signal: stop.signal, onOutcome: () => { if (++told === 130) stop.abort(); } });
		expect(list()[0]).toMatchObject({ state: 'cancelled', again: 'rest' });
		const rest = await archive.imports.again(first.id, {});
		expect(rest).toMatchObject({ kept: 600 - first.kept, duplicate: first.kept, cancelled: false });
		expect(archive.tags.named('x')?.count).toBe(600);
	});

	it('is refused where nothing can be asked for', async () => {
		const { id } = await archive.import([{ text: clippingText(1), name: 'Pasted text' }], {});
		await expect(archive.imports.again(id, {})).rejects.toMatchObject({ code: 'request/invalid' });
		await expect(archive.imports.again(99 as ImportId, {})).rejects.toMatchObject({ code: 'import/missing' });
	});
});

describe('an import without an end', () => {
	it('is under way while its program lives, and interrupted when that has gone', async () => {
		for (let i = 0; i < 3; i++) folder.write(`clip ${i}.txt`, clippingText(i));
		const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
		try {
			const living = leftBehind({ host: hostname(), pid: other.pid! });
			expect(archive.imports.get(living)).toMatchObject({ state: 'running', again: null });
			await expect(archive.imports.again(living, {})).rejects.toMatchObject({ code: 'request/invalid' });
			const ended = new Promise((resolve) => other.on('exit', resolve));
			other.kill('SIGKILL');
			await ended;
			expect(archive.imports.get(living)).toMatchObject({ state: 'interrupted', again: 'rest', kept: 0 });
			expect(await archive.imports.again(living, {})).toMatchObject({ kept: 3 });
			expect(archive.imports.get(living).followedBy).toBe(list()[0]!.id);
		} finally {
			other.kill('SIGKILL');
		}
		expect(archive.imports.get(leftBehind({ host: 'another machine', pid: process.pid })).state).toBe('interrupted');
		expect(archive.imports.get(leftBehind({ host: hostname(), pid: process.pid })).state).toBe('interrupted');
		expect(archive.imports.get(leftBehind(null))).toMatchObject({ state: 'interrupted', again: null, given: [] });
		expect(archive.imports.get(leftBehind({ host: 'x', pid: 1 }, [{ name: 'Pasted text' }]))).toMatchObject({ again: null, given: ['Pasted text'] });
	});

	it('shows as running while this program does it', async () => {
		for (let i = 0; i < 200; i++) folder.write(`clip ${i}.txt`, clippingText(i));
		const seen = new Set<string>();
		await archive.import([{ path: folder.path }], { onOutcome: () => seen.add(`${list()[0]!.state} ${list()[0]!.kept > 0}`) });
		expect([...seen]).toEqual(['running true']);
		expect(list()[0]!.state).toBe('done');
	});
});
