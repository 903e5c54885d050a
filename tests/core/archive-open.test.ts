// Proves the opening of archives: made where nothing is, and every reason for which one cannot be opened told by its name.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openArchive, restoreNewestBackup } from '../../src/core/archive';
import { backupsPath, databasePath, DATABASE_FILE, damagedName } from '../../src/core/layout';
import { SCHEMA } from '../../src/core/store/migrations';
import { openForWriting } from '../../src/core/store/open';
import { Query } from '../../src/shared/model';
import { said } from '../../src/shared/said';
import { headlines, keep, MORNING, tempArchive, tempFolder, tickingClock, type Written } from '../support/archive';

async function closedArchive(...clippings: Written[]): Promise<string> {
	const archive = await tempArchive();
	await keep(archive, ...(clippings.length > 0 ? clippings : [{ headline: 'Ferry fares rise' }]));
	await archive.close();
	return archive.dir;
}

function overwrite(path: string, at: number, bytes: Uint8Array): void {
	const file = openSync(path, 'r+');
	writeSync(file, bytes, 0, bytes.length, at);
	closeSync(file);
}

describe('where nothing is', () => {
	it('an archive is made, with a note for whoever finds it', async () => {
		const dir = join(tempFolder(), 'new', 'nested');
		const archive = await openArchive(dir, { clock: () => MORNING });
		expect(readdirSync(dir).sort()).toEqual(['READ ME.txt', 'archive.cuttings', 'archive.cuttings-shm', 'archive.cuttings-wal', 'backups', 'originals']);
		expect(archive.summary()).toMatchObject({ name: 'nested', place: dir, clippings: 0, readOnly: false });
		await archive.close();
		expect(readdirSync(dir).sort()).toEqual(['READ ME.txt', 'archive.cuttings', 'backups', 'originals']);
		const note = readFileSync(join(dir, 'READ ME.txt'), 'utf8');
		expect(note).toContain('2026-03-11');
		expect(note.split('\r\n').every((line) => line.length <= 120)).toBe(true);
	});

	it('the note tells the truth: its few lines of Python read the archive', async () => {
		if (spawnSync('python3', ['--version']).status !== 0) return console.warn('SKIPPED: no python3 here');
		const dir = await closedArchive({ headline: 'Łódź reopens', body: ['First words.', 'Last words.'] });
		const [, after] = readFileSync(join(dir, 'READ ME.txt'), 'utf8').split('Python, nothing else needed:');
		const program = after!.split('\r\n').filter((line) => line.startsWith('    ')).map((line) => line.slice(4)).join('\n');
		expect(execFileSync('python3', ['-c', program], { cwd: dir, encoding: 'utf8', env: { ...process.env, PYTHONIOENCODING: 'utf-8' } })).toBe('Łódź reopens\n    paragraph First words.\n    paragraph Last words.\n');
	});

	it('none is made when told not to, or for reading', async () => {
		const dir = join(tempFolder(), 'absent');
		await expect(openArchive(dir, { create: false })).rejects.toMatchObject({ code: 'archive/missing', facts: { path: dir } });
		await expect(openArchive(dir, { readOnly: true })).rejects.toMatchObject({ code: 'archive/missing' });
		expect(existsSync(dir)).toBe(false);
		mkdirSync(dir);
		await expect(openArchive(dir, { create: false })).rejects.toMatchObject({ code: 'archive/missing' });
	});

	it('two programs at once make one', async () => {
		const dir = join(tempFolder(), 'both');
		const both = await Promise.all([openArchive(dir), openArchive(dir), openArchive(dir)]);
		await keep(both[0], { headline: 'Seen by all' });
		expect(both.map((archive) => headlines(archive))).toEqual([['Seen by all'], ['Seen by all'], ['Seen by all']]);
		await Promise.all(both.map((archive) => archive.close()));
		expect(readdirSync(dir).filter((name) => name.includes('.new-'))).toEqual([]);
	});

	it('what a killed program left half made, and a file manager’s litter, count as nothing', async () => {
		const dir = tempFolder();
		writeFileSync(join(dir, `${DATABASE_FILE}.new-0011`), 'half');
		writeFileSync(join(dir, '.DS_Store'), '');
		await (await openArchive(dir)).close();
		expect(existsSync(databasePath(dir))).toBe(true);
	});
});

describe('what is no archive is left alone', () => {
	it.each([
		['a folder with other things in it', (dir: string) => writeFileSync(join(dir, 'holiday.jpg'), 'x')],
		['a database of somebody else', (dir: string) => {
			writeFileSync(databasePath(dir), '');
			const db = openForWriting(databasePath(dir));
			db.exec('CREATE TABLE recipes (name TEXT)');
			db.close();
		}],
		['a folder where the database should be', (dir: string) => mkdirSync(databasePath(dir))],
	])('%s', async (_, make) => {
		const dir = tempFolder();
		make(dir);
		const before = readdirSync(dir);
		await expect(openArchive(dir)).rejects.toMatchObject({ code: 'archive/not-an-archive', facts: { path: dir } });
		await expect(openArchive(dir, { readOnly: true })).rejects.toMatchObject({ code: 'archive/not-an-archive' });
		expect(readdirSync(dir)).toEqual(before);
	});

	it('a file', async () => {
		const path = join(tempFolder(), 'file.txt');
		writeFileSync(path, 'words');
		await expect(openArchive(path)).rejects.toMatchObject({ code: 'archive/not-an-archive' });
		expect(readFileSync(path, 'utf8')).toBe('words');
	});
});

describe('a damaged archive is known when it is opened', () => {
	const noise = (length: number): Buffer => Buffer.alloc(length, 'dust ');
	it.each([
		['its header overwritten', (path: string) => overwrite(path, 0, noise(100))],
		['its first page overwritten', (path: string) => overwrite(path, 100, noise(16_000))],
		['the first pages of its tables overwritten', (path: string) => overwrite(path, 16_384, noise(16_384 * 12))],
		['cut short', (path: string) => truncateSync(path, 16_384 * 5)],
		['emptied', (path: string) => truncateSync(path, 0)],
		['its mark changed', (path: string) => overwrite(path, 68, Buffer.from([1, 2, 3, 4]))],
		['a table gone', (path: string) => {
			const db = openForWriting(path);
			db.exec('DROP TABLE taggings');
			db.close();
		}],
		['its search index gone', (path: string) => {
			const db = openForWriting(path);
			db.exec('DROP TABLE search');
			db.close();
		}],
	])('%s', async (_, damage) => {
		const dir = await closedArchive();
		damage(databasePath(dir));
		for (const readOnly of [false, true]) {
			await expect(openArchive(dir, { readOnly })).rejects.toMatchObject({ code: 'archive/corrupt', facts: { path: dir, backups: [] } });
		}
	});

	it('the database gone, its originals still there', async () => {
		const dir = await closedArchive();
		rmSync(databasePath(dir));
		await expect(openArchive(dir)).rejects.toMatchObject({ code: 'archive/corrupt', facts: { detail: said('said.damage.no-database') } });
		expect(existsSync(databasePath(dir))).toBe(false);
	});

	it('deeper damage is told when it is met', async () => {
		const dir = await closedArchive(...Array.from({ length: 400 }, (_, i) => ({ headline: `Story ${i}`, body: Array.from({ length: 40 }, (_, n) => `${Math.sin(i * 40 + n)} tide`), importedAt: MORNING + i })));
		const db = openForWriting(databasePath(dir));
		const page = db.pluck<number>(`SELECT pageno FROM dbstat WHERE name = 'originals' AND pagetype = 'leaf' ORDER BY path LIMIT 1 OFFSET 3`).get()!;
		db.close();
		overwrite(databasePath(dir), (page - 1) * 16_384, noise(16_384));
		const archive = await openArchive(dir);
		onTestFinished(() => archive.close());
		const met = archive.clippings.ids(Query.parse({ sort: 'imported' })).map((id) => {
			try {
				archive.clippings.get(id);
				return 'read';
			} catch (error) {
				return (error as { code: string }).code;
			}
		});
		expect(new Set(met)).toEqual(new Set(['read', 'archive/corrupt']));
	});
});

describe('a backup', () => {
	it('is made beside other work once a day after changes, and takes the place of a damaged database', async () => {
		const dir = await closedArchive({ headline: 'Kept before the backup' });
		const clock = tickingClock(MORNING + 1000);
		await (await openArchive(dir, { clock })).close();
		const [backup] = readdirSync(backupsPath(dir));
		expect(backup).toMatch(new RegExp(`^archive-${SCHEMA}-2026-03-11T09\\.00\\.0\\d\\.000Z\\.cuttings$`));
		const again = await openArchive(dir, { clock });
		await keep(again, { headline: 'Kept after it' }, { headline: 'And this' });
		await again.close();
		await (await openArchive(dir, { clock })).close();
		expect(readdirSync(backupsPath(dir))).toEqual([backup]);

		overwrite(databasePath(dir), 0, Buffer.alloc(50_000, 1));
		await expect(openArchive(dir)).rejects.toMatchObject({ code: 'archive/corrupt', facts: { backups: [backup] } });
		const damaged = readFileSync(databasePath(dir));
		const restored = await restoreNewestBackup(dir, () => MORNING + 60_000);
		expect(restored).toEqual({ backup, madeAt: expect.any(Number), kept: damagedName(MORNING + 60_000), clippings: 1, lost: null });
		expect(readFileSync(join(dir, restored.kept!)).equals(damaged)).toBe(true);
		const archive = await openArchive(dir, { clock });
		expect(headlines(archive)).toEqual(['Kept before the backup']);
		await archive.close();
	});

	it('says how much is lost where the damaged database still tells, and brings its journal along', async () => {
		const dir = await closedArchive({ headline: 'One' });
		await (await openArchive(dir, { clock: tickingClock(MORNING + 1000) })).close();
		const archive = await openArchive(dir, { clock: tickingClock(MORNING + 2000) });
		await keep(archive, { headline: 'Two' }, { headline: 'Three' });
		await archive.close();
		expect(await restoreNewestBackup(dir)).toMatchObject({ clippings: 1, lost: 2 });
	});

	it('that is damaged itself is passed over; with none left, nothing is touched', async () => {
		const dir = await closedArchive({ headline: 'One' });
		await (await openArchive(dir, { clock: tickingClock(MORNING + 1000) })).close();
		const good = readdirSync(backupsPath(dir))[0]!;
		const day = 86_400_000;
		const later = await openArchive(dir, { clock: tickingClock(MORNING + 2 * day) });
		await keep(later, { headline: 'Two', importedAt: MORNING + 2 * day });
		await later.close();
		await (await openArchive(dir, { clock: tickingClock(MORNING + 4 * day) })).close();
		const names = readdirSync(backupsPath(dir)).sort();
		expect(names).toHaveLength(2);
		overwrite(join(backupsPath(dir), names[1]!), 30_000, Buffer.alloc(100_000, 7));
		expect(await restoreNewestBackup(dir)).toMatchObject({ backup: good, lost: 1 });
		overwrite(join(backupsPath(dir), good), 0, Buffer.alloc(100, 7));
		const before = readdirSync(dir);
		await expect(restoreNewestBackup(dir)).rejects.toMatchObject({ code: 'archive/corrupt' });
		expect(readdirSync(dir)).toEqual(before);
	});
});

describe('an archive in use', () => {
	it('by a program that lets nobody in is locked', async () => {
		const dir = await closedArchive();
		const holder = openForWriting(databasePath(dir));
		holder.pragma('locking_mode = EXCLUSIVE');
		holder.exec('BEGIN EXCLUSIVE; UPDATE tags SET name = name; COMMIT');
		try {
			await expect(openArchive(dir, { patience: 100 })).rejects.toMatchObject({ code: 'archive/locked', facts: { path: dir } });
		} finally {
			holder.close();
		}
		await (await openArchive(dir)).close();
	});

	it('by a long write is locked for other writes, not for reading', async () => {
		const archive = await tempArchive({ patience: 100 });
		const [id] = await keep(archive, { headline: 'One' });
		const holder = openForWriting(databasePath(archive.dir));
		holder.exec('BEGIN IMMEDIATE');
		try {
			expect(headlines(archive)).toEqual(['One']);
			expect(() => archive.clippings.trash([id!])).toThrow(expect.objectContaining({ code: 'archive/locked' }));
		} finally {
			holder.close();
		}
		archive.clippings.trash([id!]);
		expect(headlines(archive)).toEqual([]);
	});
});

describe('for reading only', () => {
	it('everything can be seen and nothing changed', async () => {
		const dir = await closedArchive({ headline: 'Seen', tags: ['war'], bytes: Buffer.alloc(80_000, 'x') });
		const archive = await openArchive(dir, { readOnly: true });
		onTestFinished(() => archive.close());
		const [row] = archive.clippings.search(Query.parse({ text: 'seen' }), { offset: 0, limit: 10 }).rows;
		expect(archive.clippings.original(row!.id)).toHaveLength(80_000);
		const refused = expect.objectContaining({ code: 'archive/read-only', facts: { path: dir } });
		expect(() => archive.clippings.edit(row!.id, { notes: 'x' })).toThrow(refused);
		expect(() => archive.clippings.tag([row!.id], ['a'], [])).toThrow(refused);
		expect(() => archive.clippings.trash([row!.id])).toThrow(refused);
		expect(() => archive.tags.remove(archive.tags.named('war')!.id)).toThrow(refused);
		await expect(archive.import([{ text: 'words', name: 'x.txt' }], {})).rejects.toEqual(refused);
		expect((await archive.check({})).findings).toEqual([]);
	});

	it('a folder on a disk that cannot be written to: refused for writing, browsed for reading', async () => {
		const dir = await closedArchive({ headline: 'On a read-only disk' });
		const place = join(tempFolder(), 'mounted');
		mkdirSync(place);
		const mounted = spawnSync('mount', ['--bind', dir, place]).status === 0 && spawnSync('mount', ['-o', 'remount,ro,bind', place]).status === 0;
		if (!mounted) {
			spawnSync('umount', [place]);
			return console.warn('SKIPPED: no right to mount a read-only folder here');
		}
		try {
			await expect(openArchive(place)).rejects.toMatchObject({ code: 'archive/read-only', facts: { path: place } });
			const archive = await openArchive(place, { readOnly: true });
			expect(headlines(archive, 'disk')).toEqual(['On a read-only disk']);
			expect((await archive.check({})).findings).toEqual([]);
			expect(archive.summary().place).toBe(place);
			await archive.close();
		} finally {
			spawnSync('umount', ['-l', place]);
		}
	});

	it('what a killed program had only in its journal is seen too', async () => {
		const dir = await closedArchive({ headline: 'In the database' });
		const writer = openForWriting(databasePath(dir));
		writer.pragma('wal_autocheckpoint = 0');
		writer.exec(`UPDATE clippings SET headline = 'Only in the journal'`);
		const place = join(tempFolder(), 'copy');
		mkdirSync(place);
		// A copy taken while the writer lives is what a crash leaves.
		for (const name of [DATABASE_FILE, `${DATABASE_FILE}-wal`]) writeFileSync(join(place, name), readFileSync(join(dir, name)));
		writer.close();
		mkdirSync(join(place, 'originals'));
		mkdirSync(join(place, 'backups'));
		expect(statSync(`${databasePath(place)}-wal`).size).toBeGreaterThan(0);
		const archive = await openArchive(place, { readOnly: true });
		expect(headlines(archive)).toEqual(['Only in the journal']);
		await archive.close();
	});

	it('a folder nobody may look into is denied', async () => {
		if (process.getuid?.() === 0 || process.platform === 'win32') return console.warn('SKIPPED: permissions do not stop root');
		const dir = await closedArchive();
		chmodSync(dir, 0o000);
		try {
			await expect(openArchive(dir)).rejects.toMatchObject({ code: 'disk/denied' });
		} finally {
			chmodSync(dir, 0o755);
		}
	});
});

describe('a disk that is full', () => {
	it('refuses what does not fit, and keeps what was there', async () => {
		const place = join(tempFolder(), 'small');
		mkdirSync(place);
		if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', place]).status !== 0) return console.warn('SKIPPED: no right to mount a small disk here');
		try {
			const archive = await openArchive(join(place, 'archive'));
			await keep(archive, { headline: 'Fits' });
			const large = Array.from({ length: 60 }, (_, i) => ({ headline: `Too much ${i}`, body: [Array.from({ length: 6_000 }, (__, n) => `w${Math.sin(i * n).toString(36).slice(3)}`).join(' ')] }));
			await expect(keep(archive, ...large)).rejects.toMatchObject({ code: 'disk/full' });
			expect(headlines(archive)).toEqual(['Fits']);
			await expect(keep(archive, { bytes: Buffer.alloc(4_000_000, 'x') })).rejects.toMatchObject({ code: 'disk/full' });
			expect(headlines(archive)).toEqual(['Fits']);
			await archive.close();
			const again = await openArchive(join(place, 'archive'));
			// Files are put before their rows: some may be left without one, never the other way round.
			expect((await again.check({})).findings.filter((finding) => finding.kind !== 'original-unknown')).toEqual([]);
			await again.close();
		} finally {
			spawnSync('umount', ['-l', place]);
		}
	});
});
