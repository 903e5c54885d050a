// Proves the way from each schema to the next: every row kept, all or nothing, a backup first, later archives refused.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, afterAll, describe, expect, it } from 'vitest';
import { openArchive } from '../../src/core/archive';
import { APPLICATION_ID, backupName, backupsPath, databasePath, originalsPath } from '../../src/core/layout';
import { upgrade, prune } from '../../src/core/keeping/backups';
import { pack, unpackContent, type PackedText } from '../../src/core/store/packing';
import { migrate, SCHEMA, schemaOf, STEPS } from '../../src/core/store/migrations';
import { createDatabase, openForReading, openForWriting, type ReadDb } from '../../src/core/store/open';
import { bundle, type Bundle } from '../support/bundle';
import { headlines, keep, MORNING, tempArchive, tempFolder, type Written } from '../support/archive';

const HURTING: Written[] = [
	{ headline: null, body: [], fileName: 'nothing at all.txt' },
	{ headline: '   ', body: ['\u0000 \uD800 lone halves \uDC00'], fileName: '' },
	{ headline: `'); DROP TABLE clippings; --`, body: ['"quotes" \'single\' `ticks` * ^ ( ) NEAR AND OR NOT'] },
	{ headline: 'Å'.normalize('NFD'), body: ['naïve café'.normalize('NFD')], tags: ['Ärger', 'war/ukraine'] },
	{ headline: '経済新聞', body: ['東京で会議'], language: 'ja' },
	{ headline: 'Long', body: ['word '.repeat(60_000)] },
	{ headline: 'Ambiguous', published: { printed: '03/04/82', readings: ['1982-04-03', '1982-03-04'] }, captions: [{ text: 'A ferry', credit: 'PA' }] },
];

/** An archive folder whose database has the schema of step 1 and these rows. */
async function atSchemaOne(rows: Written[] = HURTING): Promise<string> {
	const archive = await tempArchive();
	const ids = await keep(archive, ...rows);
	archive.clippings.trash([ids[0]!]);
	if (ids[2]) archive.clippings.edit(ids[2], { notes: 'A *note* about bobbins' });
	await archive.close();
	const dir = join(tempFolder(), 'old');
	mkdirSync(backupsPath(dir), { recursive: true });
	cpSync(originalsPath(archive.dir), originalsPath(dir), { recursive: true });
	const db = createDatabase(databasePath(dir));
	db.pragma(`application_id = ${APPLICATION_ID}`);
	migrate(db, STEPS.slice(0, 1));
	db.prepare('ATTACH ? AS whole').run(databasePath(archive.dir));
	// Triggers would count again what is copied with its counts.
	for (const table of ['imports', 'clippings', 'texts', 'originals', 'tags', 'events']) {
		const columns = AT_ONE.get(table)!.join(', ');
		db.exec(`INSERT INTO main.${table} (${columns}) SELECT ${columns} FROM whole.${table}`);
	}
	db.exec('UPDATE clippings SET tag_count = 0; UPDATE tags SET clippings = 0; INSERT INTO main.taggings SELECT * FROM whole.taggings');
	// Texts had no dictionary then.
	const packed = db.prepare<{ id: number } & PackedText>(`SELECT t.clipping AS id, t.content, o.content AS packed_with FROM whole.texts t LEFT JOIN whole.originals o ON o.id = t.original`).all();
	for (const text of packed) db.prepare('UPDATE main.texts SET content = ? WHERE clipping = ?').run(pack(Buffer.from(JSON.stringify(unpackContent(text)))), text.id);
	db.exec('DETACH whole');
	db.close();
	return dir;
}

/** The tables of step 1 and their columns as they were then: what later steps must not touch. */
const AT_ONE: ReadonlyMap<string, readonly string[]> = (() => {
	const db = createDatabase(':memory:');
	try {
		migrate(db, STEPS.slice(0, 1));
		const columns = db.prepare<{ tableName: string; name: string }>("SELECT t.name AS tableName, c.name FROM pragma_table_list t, pragma_table_info(t.name) c WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite_%' ORDER BY c.cid").all();
		return new Map([...new Set(columns.map(({ tableName }) => tableName))].map((table) => [table, columns.filter(({ tableName }) => tableName === table).map(({ name }) => name)]));
	} finally {
		db.close();
	}
})();
const dump = (db: ReadDb): Record<string, unknown[]> => Object.fromEntries([...AT_ONE].map(([table, columns]) => [table, db.prepare(`SELECT ${columns.join(', ')} FROM ${table} ORDER BY 1, 2`).all()]));
const opened = <T>(path: string, work: (db: ReadDb) => T): T => {
	const db = openForReading(path);
	try {
		return work(db);
	} finally {
		db.close();
	}
};

describe('the schema', () => {
	it('is the one written down', async () => {
		const archive = await tempArchive();
		const text = opened(databasePath(archive.dir), (db) => db.pluck<string>(`SELECT sql || ';' FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name NOT GLOB 'search_*' AND name NOT GLOB 'word_parts_*' ORDER BY type = 'table' DESC, rowid`).all().join('\n\n'));
		await expect(`-- Generated from all migrations on an empty file; a test keeps it so.\n\n${text}\n`).toMatchFileSnapshot(resolve('src/core/store/schema.sql'));
	});

	it('is made by steps without gaps, and in strict tables', async () => {
		expect(STEPS.map((step) => step.schema)).toEqual(STEPS.map((_, i) => i + 1));
		const archive = await tempArchive();
		opened(databasePath(archive.dir), (db) => {
			const loose = db.pluck<string>(`SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search%' AND name NOT LIKE 'word_parts%'`).all();
			expect(loose).toEqual([]);
			expect([db.pragma('page_size'), db.pragma('journal_mode'), db.pragma('application_id'), schemaOf(db)]).toEqual([16_384, 'wal', APPLICATION_ID, SCHEMA]);
		});
	});

	it('does nothing a second time', async () => {
		const archive = await tempArchive();
		await keep(archive, {});
		await archive.close();
		const db = openForWriting(databasePath(archive.dir));
		const before = dump(db);
		expect(migrate(db)).toBe(false);
		expect(dump(db)).toEqual(before);
		db.close();
	});
});

describe('a step', () => {
	it('1 → 2 keeps every row and makes everything findable', async () => {
		const dir = await atSchemaOne();
		const before = opened(databasePath(dir), dump);
		const archive = await openArchive(dir);
		try {
			const after = opened(databasePath(dir), dump);
			expect({ ...after, events: after['events']!.slice(0, -1) }).toEqual(before);
			expect(after['events']!.at(-1)).toMatchObject({ type: 'migration', clipping: null });
			expect(headlines(archive, 'naive')).toHaveLength(1);
			expect(headlines(archive, '京')).toEqual(['経済新聞']);
			expect(headlines(archive, 'bobbins')).toHaveLength(1);
			expect(headlines(archive, { text: 'nothing', where: 'trash' })).toHaveLength(1);
			expect((await archive.check({})).findings).toEqual([]);
		} finally {
			await archive.close();
		}
	});

	it('gives the index that keeping the same clippings would have given', async () => {
		const dir = await atSchemaOne();
		const fresh = await tempArchive();
		const ids = await keep(fresh, ...HURTING);
		fresh.clippings.edit(ids[2]!, { notes: 'A *note* about bobbins' });
		await (await openArchive(dir)).close();
		const terms = (path: string): unknown[] => {
			const db = openForWriting(path);
			try {
				db.exec('CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, search, instance)');
				return db.prepare('SELECT term, doc, col, "offset" FROM temp.terms ORDER BY 1, 2, 3, 4').all();
			} finally {
				db.close();
			}
		};
		expect(terms(databasePath(dir))).toEqual(terms(databasePath(fresh.dir)));
	});

	it('leaves a backup of what was before', async () => {
		const dir = await atSchemaOne();
		const before = opened(databasePath(dir), dump);
		await (await openArchive(dir, { clock: () => MORNING })).close();
		const names = readdirSync(backupsPath(dir));
		expect(names).toEqual([backupName(1, MORNING)]);
		opened(join(backupsPath(dir), names[0]!), (db) => {
			expect(schemaOf(db)).toBe(1);
			expect(dump(db)).toEqual(before);
		});
	});

	it('that leaves rows referring to nothing is undone whole', async () => {
		const dir = await atSchemaOne();
		const db = openForWriting(databasePath(dir));
		const before = dump(db);
		const broken = [...STEPS, { schema: SCHEMA + 1, name: 'breaks', text: 'CREATE TABLE later (a); DELETE FROM imports; DELETE FROM clippings WHERE id = 1; INSERT INTO taggings VALUES (999, 999);' }];
		expect(() => migrate(db, broken)).toThrow();
		expect(schemaOf(db)).toBe(1);
		expect(dump(db)).toEqual(before);
		expect(db.pragma('foreign_keys')).toBe(1);
		db.close();
	});

	it('is taken by one of two programs that open at once', async () => {
		const dir = await atSchemaOne();
		const both = await Promise.all([openArchive(dir), openArchive(dir)]);
		expect(both.map((archive) => archive.summary().schema)).toEqual([SCHEMA, SCHEMA]);
		await Promise.all(both.map((archive) => archive.close()));
		expect(opened(databasePath(dir), (db) => db.pluck(`SELECT count(*) FROM events WHERE type = 'migration'`).get())).toBe(1);
	});
});

describe('a later archive', () => {
	it('is refused, and stays as it is', async () => {
		const archive = await tempArchive();
		await keep(archive, {});
		await archive.close();
		const db = openForWriting(databasePath(archive.dir));
		db.pragma('user_version = 99');
		db.close();
		const fault = { code: 'archive/newer', facts: { path: archive.dir, version: 99, supported: SCHEMA } };
		await expect(openArchive(archive.dir)).rejects.toMatchObject(fault);
		await expect(openArchive(archive.dir, { readOnly: true })).rejects.toMatchObject(fault);
		expect(opened(databasePath(archive.dir), schemaOf)).toBe(99);
	});
});

describe('an older archive opened for reading', () => {
	it('is browsed as a migrated copy and itself not touched', async () => {
		const dir = await atSchemaOne();
		const archive = await openArchive(dir, { readOnly: true });
		expect(headlines(archive, 'cafe')).toHaveLength(1);
		expect(archive.summary()).toMatchObject({ schema: SCHEMA, readOnly: true });
		await archive.close();
		expect(opened(databasePath(dir), schemaOf)).toBe(1);
		expect(readdirSync(backupsPath(dir))).toEqual([]);
	});
});

describe('backups', () => {
	it('are the newest seven, and of each schema the newest', async () => {
		const archive = await tempArchive();
		await archive.close();
		const folder = backupsPath(archive.dir);
		const day = 86_400_000;
		const names = [backupName(1, MORNING), backupName(1, MORNING + day), ...Array.from({ length: 9 }, (_, i) => backupName(2, MORNING + (i + 2) * day))];
		for (const name of [...names, 'somebody else’s.txt']) copyFileSync(databasePath(archive.dir), join(folder, name));
		await prune(archive.dir);
		expect(readdirSync(folder).sort()).toEqual(['somebody else’s.txt', ...names.slice(1, 2), ...names.slice(4)].sort());
	});

	it('do not begin when the disk refuses them, and neither does the migration', async () => {
		const dir = await atSchemaOne();
		const db = openForWriting(databasePath(dir));
		db.vacuumInto = () => { throw Object.assign(new Error('no space left'), { code: 'ENOSPC' }); };
		await expect(upgrade(dir, db, MORNING)).rejects.toMatchObject({ code: 'disk/full' });
		expect(schemaOf(db)).toBe(1);
		db.close();
	});
});

describe('a migration killed in the middle', () => {
	let child: Bundle;
	beforeAll(async () => { child = await bundle('tests/support/children/migrating.ts'); }, 60_000);
	afterAll(() => child.remove());

	it('has not happened, and happens at the next opening', async () => {
		const dir = await atSchemaOne();
		const before = opened(databasePath(dir), dump);
		const process_ = spawn(process.execPath, [child.path, databasePath(dir), '2'], { stdio: ['ignore', 'pipe', 'inherit'] });
		await once(process_.stdout, 'data');
		process_.kill('SIGKILL');
		await once(process_, 'exit');
		const db = openForWriting(databasePath(dir));
		expect(schemaOf(db)).toBe(1);
		expect(db.pragma('integrity_check')).toBe('ok');
		expect(dump(db)).toEqual(before);
		db.close();
		const archive = await openArchive(dir);
		expect(headlines(archive, 'cafe')).toHaveLength(1);
		await archive.close();
	});
});
