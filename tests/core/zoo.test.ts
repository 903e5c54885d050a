// Holds the rules for a collection of bad inputs kept outside the project. Without it there is nothing to hold, and the run says so.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openArchive } from '../../src/core/archive';
import type { Archive } from '../../src/core/archive';
import { sha256 } from '../../src/core/files/hash';
import { Query } from '../../src/shared/model';
import type { Clipping, SourceOutcome } from '../../src/shared/model';
import { sayOf } from '../../src/shared/words/say';
import { temporaryFolder } from '../support/import-samples';
import type { Folder } from '../support/import-samples';

interface Rule {
	file: string;
	bytes: number;
	sha256: string;
	expect: 'import' | 'reject' | 'import-or-reject' | 'vectors' | 'reject-or-import-as-pdf' | 'reject-or-ask-password';
	must: string;
	contains?: string[];
	notContains?: string[];
	findBy?: string[];
	pair?: string;
	maxSeconds?: number;
	imageTruth?: Record<string, Record<string, string>>;
}

const ZOO = resolve(import.meta.dirname, '../../../shared/corpora/zoo');
const isHere = existsSync(join(ZOO, 'index.json'));
if (!isHere) console.warn('SKIPPED: the zoo of bad inputs is not beside the project; its rules were not checked.');
const rules = isHere ? (JSON.parse(readFileSync(join(ZOO, 'index.json'), 'utf8')) as { files: Rule[] }).files : [];

let home: Folder;
let archive: Archive;
/** `seconds` of processor time: a busy machine makes no reader slow. */
const outcomes = new Map<string, { outcome: SourceOutcome; seconds: number }>();
/** What lay inside of those that hold sources of their own. */
const inside = new Map<string, SourceOutcome[]>();
beforeAll(async () => {
	home = temporaryFolder();
	archive = await openArchive(join(home.path, 'archive'));
	for (const { file } of rules) {
		const began = process.cpuUsage();
		const told: SourceOutcome[] = [];
		await archive.import([{ path: join(ZOO, 'files', file) }], { onOutcome: (outcome) => told.push(outcome) });
		const own = told.find((outcome) => outcome.name === basename(file));
		inside.set(file, told.filter((outcome) => outcome !== own));
		outcomes.set(file, { outcome: own ?? told[0]!, seconds: process.cpuUsage(began).user / 1e6 });
	}
}, 300_000);
afterAll(async () => {
	await archive.close();
	home.remove();
});

const found = (text: string): number[] => archive.clippings.search(Query.parse({ text, sort: 'newest' }), { offset: 0, limit: 100 }).rows.map((row) => row.id);
const kept = (file: string): Clipping | null => {
	const outcome = outcomes.get(file)?.outcome;
	return outcome && 'id' in outcome ? archive.clippings.get(outcome.id) : null;
};
/** All that is kept of a clipping's text. */
const storedText = (clipping: Clipping): string => clipping.blocks.map((block) => block.text).join('\n');

describe.skipIf(!isHere)('the zoo', () => {
	for (const rule of rules.filter(({ file }) => !file.startsWith('zip/'))) {
		it(`${rule.file}: ${rule.expect}`, () => {
			const { outcome, seconds } = outcomes.get(rule.file)!;
			const clipping = kept(rule.file);
			if (rule.expect === 'import' && rule.file.startsWith('text/')) expect(outcome).toMatchObject({ outcome: 'kept' });
			if (rule.expect === 'reject') expect(clipping).toBeNull();
			if (rule.expect === 'reject-or-import-as-pdf') expect(clipping?.original.mediaType ?? 'application/pdf').toBe('application/pdf');
			if (!clipping) expect(outcome !== undefined && 'detail' in outcome ? sayOf(outcome.detail) : '').toMatch(/^[A-Z].+\.$/s);
			expect(seconds).toBeLessThan(rule.maxSeconds ?? 20);
			if (!clipping) return;
			expect(sha256(archive.clippings.original(clipping.id))).toBe(rule.sha256);
			const text = storedText(clipping);
			const original = archive.clippings.originalText(clipping.id) ?? '';
			for (const piece of rule.contains ?? []) {
				expect(text.replace(/\s+/g, ' ')).toContain(piece.replace(/\s+/g, ' '));
				if (rule.file.startsWith('text/')) expect(original).toContain(piece);
			}
			for (const piece of rule.notContains ?? []) {
				expect(text).not.toContain(piece);
				expect(original).not.toContain(piece);
			}
			for (const query of rule.findBy ?? []) expect(found(query)).toContain(clipping.id);
		});
	}

	it('unpacks ZIP files entry by entry, each with its outcome', () => {
		const of = (name: string): string[] => (inside.get(`zip/${name}`) ?? []).map((outcome) => outcome.outcome);
		expect(of('10000-entries.zip')).toHaveLength(10_000);
		expect(of('10000-entries.zip').filter((outcome) => outcome === 'skipped' || outcome === 'failed')).toEqual([]);
		expect(new Set(inside.get('zip/10000-entries.zip')!.map((outcome) => outcome.name)).size).toBe(10_000);
		const twins = inside.get('zip/duplicate-names.zip')!;
		expect(twins.filter((outcome) => outcome.outcome === 'kept').length).toBeGreaterThan(1);
		expect(new Set(twins.map((outcome) => outcome.name)).size).toBeLessThan(twins.length);
		expect(of('zip-bomb-500MB.zip')).not.toContain('kept');
		const slipped = inside.get('zip/zip-slip.zip')!;
		expect(slipped.some((outcome) => outcome.outcome === 'skipped' && outcome.reason === 'not-a-file')).toBe(true);
		for (const { name } of slipped) expect(name).not.toMatch(/(?:^|\/)\.\.(?:\/|$)/);
		for (const rule of rules.filter(({ file }) => file.startsWith('zip/'))) expect(outcomes.get(rule.file)!.seconds).toBeLessThan(rule.maxSeconds ?? 60);
	});

	it('offers what press photos say of themselves as fields', () => {
		const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();
		let held = 0;
		for (const { file, imageTruth } of rules) {
			if (!imageTruth || Object.keys(imageTruth).length === 0) continue;
			const clipping = kept(file)!;
			expect(clipping).toMatchObject({ kind: 'image', pictures: [{ sha256: clipping.original.sha256 }] });
			const [caption] = clipping.captions;
			const fields: Record<string, string | undefined> = { title: clipping.headline, caption: caption?.text, byline: clipping.byline?.signatories.map((one) => one.name).join('; '), credit: caption?.credit ?? undefined };
			for (const [name, value] of Object.entries(fields)) {
				if (!imageTruth[name]) continue;
				expect(Object.values(imageTruth[name]).map(plain), `${file} ${name}`).toContain(plain(value ?? ''));
				held++;
			}
			if (imageTruth['date']) {
				const days = Object.values(imageTruth['date']).map((text) => text.slice(0, 10).replaceAll(':', '-'));
				expect(days, file).toContain(clipping.published?.edtf);
				held++;
			}
		}
		expect(held).toBeGreaterThan(15);
	});

	it('finds composed and decomposed letters alike', () => {
		for (const { file, pair } of rules) {
			if (!pair) continue;
			const ids = [kept(file)!.id, kept(pair)!.id];
			for (const form of ['NFC', 'NFD']) expect(found('Orléans'.normalize(form))).toEqual(expect.arrayContaining(ids));
		}
	});

	it('takes every line of every text for a query without a fault', () => {
		for (const file of ['text/sql-and-fts-injection.txt', 'text/big-list-of-naughty-strings.txt', 'text/control-chars.txt']) {
			const clipping = kept(file)!;
			for (const line of archive.clippings.originalText(clipping.id)!.split('\n')) {
				const page = archive.clippings.search(Query.parse({ text: line.slice(0, 500) }), { offset: 0, limit: 5 });
				expect(page.total).toBeGreaterThanOrEqual(0);
			}
		}
		expect(total()).toBeGreaterThan(30);
	}, 60_000);

	it('keeps each line of the naughty strings somewhere in the text', () => {
		const clipping = kept('text/big-list-of-naughty-strings.txt')!;
		const squeezed = (text: string): string => text.replace(/[\s\p{Cc}\p{Cf}]+/gu, '');
		const text = squeezed(storedText(clipping));
		for (const line of archive.clippings.originalText(clipping.id)!.split('\n')) expect(text).toContain(squeezed(line));
	});

	it('leaves its files as they were', () => {
		for (const { file, sha256: before } of rules) expect(sha256(readFileSync(join(ZOO, 'files', file)))).toBe(before);
	});

	it('survives the traps a file system can lay', async () => {
		const traps = join(home.path, 'traps');
		execFileSync('bash', [join(ZOO, 'make_fs_traps.sh'), traps], { stdio: 'ignore' });
		const place = await openArchive(join(home.path, 'trapped'));
		const lines: string[] = [];
		await place.import([{ path: traps }], { onOutcome: (one) => lines.push(`${one.name.slice('traps/'.length)} ${'reason' in one ? one.reason : one.outcome}`) });
		const count = (end: string): number => lines.filter((line) => line.endsWith(` ${end}`)).length;
		const of = (name: string): string | undefined => lines.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1);
		expect(count('kept')).toBe(process.getuid?.() === 0 ? 2 : 1);
		expect(new Set(lines).size).toBe(lines.length);
		expect([of('loop-self'), of('self'), of('loop/a/b/up'), of('escape-link'), of('dangling.txt'), of('pipe.txt')]).toEqual(['folder-loop', 'folder-loop', 'folder-loop', 'not-a-file', 'missing', 'not-a-file']);
		for (const name of ['.DS_Store', 'Thumbs.db', '__MACOSX/._real.txt']) expect(of(name)).toBeUndefined();
		for (const name of ['real.txt', 'hardlink.txt', 'symlink.txt', 'new\nline.txt', 'CON.txt', 'noextension', '.hidden.txt', 'rtl\u202etxt.exe', `${'x'.repeat(246)}.txt`]) expect(['kept', 'duplicate']).toContain(of(name));
		expect(lines.some((line) => line.includes('directory-level-120/deep.txt duplicate'))).toBe(true);
		expect(existsSync(join(traps, 'pwned'))).toBe(false);
		expect(basename(place.dir)).toBe('trapped');
		await place.close();
		execFileSync('chmod', ['-R', 'u+rwx', traps]);
	}, 60_000);
});

const total = (): number => archive.summary().clippings;
