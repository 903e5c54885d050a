// Owns the check of the readers of formats against bad input kept beside the project. Everything passes without it, and says that it was skipped.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDocx, recogniseDocx } from '../../src/core/formats/docx';
import { readHtml } from '../../src/core/formats/html';
import { readImage } from '../../src/core/formats/image';
import { mediaTypeOf } from '../../src/core/formats/image-size';
import { imageText } from '../../src/core/formats/image-text';
import { readMail } from '../../src/core/formats/mail';
import { readMhtml, recogniseMhtml } from '../../src/core/formats/mhtml';
import { readPdf, recognisePdf } from '../../src/core/formats/pdf';
import { Refusal } from '../../src/core/formats/reading-of';
import type { Reading } from '../../src/core/formats/reading-of';
import { readZip, recogniseZip } from '../../src/core/formats/zip';
import { said } from '../../src/shared/said';
import { sayOf } from '../../src/shared/words/say';
import { unsafeIn } from '../support/safe-markup';

const ZOO = resolve(import.meta.dirname, '../../../shared/corpora/zoo');
const isThere = existsSync(join(ZOO, 'index.json'));
if (!isThere) console.warn('SKIPPED: the collection of bad input is not beside the project; its rules were not checked.');

interface Rule {
	file: string;
	expect: string;
	contains?: string[];
	notContains?: string[];
	maxSeconds?: number;
	imageTruth?: Record<string, Record<string, string>>;
}
const rules = isThere ? (Object.values(JSON.parse(readFileSync(join(ZOO, 'index.json'), 'utf8')) as Record<string, unknown>).find((value): value is Rule[] => Array.isArray(value)) as Rule[]) : [];
const bytesOf = (file: string): Uint8Array => new Uint8Array(readFileSync(join(ZOO, 'files', file)));

/** As the table of kinds decides: by the bytes; a picture's name on something else is refused. */
async function read(bytes: Uint8Array, file: string): Promise<Reading> {
	if (bytes.length === 0) throw new Refusal('empty', said('said.read.file-empty'));
	if (recognisePdf(bytes)) return readPdf(bytes);
	if (recogniseDocx(bytes)) return readDocx(bytes);
	if (recogniseZip(bytes)) { const { parts } = await readZip(bytes); return { ...readHtml('<p>archive</p>'), parts }; }
	if (mediaTypeOf(bytes) || /\.(?:jpe?g|png|gif|svg|heic|webp|tif)$/i.test(file)) return readImage(bytes, file);
	if (recogniseMhtml(bytes) || file.endsWith('.mhtml')) return readMhtml(bytes);
	if (file.endsWith('.eml')) return readMail(bytes);
	return readHtml(bytes);
}

const everything = (reading: Reading): string => {
	const { draft } = reading;
	return [reading.text, draft.headline?.value, draft.byline?.value.signatories.map((s) => s.name).join(', '), draft.captions.map((c) => `${c.text} ${c.credit}`).join(' '), reading.html ?? ''].join('\n');
};

const mine = rules.filter((rule) => /^(?:html|img|zip|docx|mail|pdf|fixtures)\//.test(rule.file) && rule.expect !== 'vectors');

describe.skipIf(!isThere)('bad input', () => {
	it.each(mine.map((rule) => [rule.file, rule] as const))('%s', async (file, rule) => {
		const bytes = bytesOf(file);
		const before = Date.now();
		let reading: Reading | null = null;
		try { reading = await read(bytes, file); } catch (error) { if (!(error instanceof Refusal)) throw error; expect(sayOf(error.why)).toMatch(/\w.*\.$/); }
		expect((Date.now() - before) / 1000).toBeLessThan(rule.maxSeconds ?? 20);
		if (rule.expect === 'import') expect(reading, 'must be kept').not.toBeNull();
		if (/^reject/.test(rule.expect) && rule.expect !== 'reject-or-import-as-pdf') expect(reading, 'must be refused').toBeNull();
		if (!reading) return;
		const all = everything(reading);
		for (const text of rule.contains ?? []) expect(all.normalize('NFC')).toContain(text.normalize('NFC'));
		for (const text of rule.notContains ?? []) expect(all).not.toContain(text);
		if (reading.html !== null) expect(unsafeIn(reading.html)).toEqual([]);
		for (const part of reading.parts) expect(part.name).not.toMatch(/(?:^|\/)\.\.(?:\/|$)|^\/|^[a-z]:/i);
		expectCover(reading);
	}, 60_000);

	it.each(rules.filter((rule) => rule.expect === 'vectors').map((rule) => rule.file))('every attack of %s', (file) => {
		const vectors = JSON.parse(Buffer.from(bytesOf(file)).toString('utf8')) as unknown[];
		const texts = vectors.map((vector) => (typeof vector === 'string' ? vector : String((vector as { payload?: unknown }).payload ?? JSON.stringify(vector))));
		expect(texts.length).toBeGreaterThan(50);
		for (const text of texts) {
			for (const page of [`<article><h1>Dock strike ends</h1><p>Work resumes on Wednesday, the port says.</p>${text}<p>More of the story follows here.</p></article>`, text]) {
				try { expect(unsafeIn(readHtml(page).html ?? ''), text).toEqual([]); } catch (error) { if (!(error instanceof Refusal)) throw error; }
			}
		}
	}, 120_000);
});

describe.skipIf(!isThere)('what press photos say of themselves', () => {
	const fields = { title: 'headline', caption: 'caption', byline: 'byline', credit: 'credit', copyright: 'copyright', date: 'date' } as const;
	const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();
	it.each(rules.filter((rule) => rule.imageTruth && Object.keys(rule.imageTruth).length > 0).map((rule) => [rule.file, rule.imageTruth as Record<string, Record<string, string>>] as const))('%s', async (file, truth) => {
		const words = await imageText(bytesOf(file));
		for (const [name, key] of Object.entries(fields)) {
			if (!truth[name]) continue;
			const value = words[key];
			const got = plain(Array.isArray(value) ? value.join('; ') : String(value)).replace(/^(\d{4})[:-]?(\d{2})[:-]?(\d{2})/, '$1:$2:$3');
			const accepted = Object.values(truth[name]).map(plain);
			if (name === 'date') expect(accepted.some((text) => text.slice(0, 10) === got.slice(0, 10)), `${got} of ${accepted.join(' | ')}`).toBe(true);
			else expect(accepted, name).toContain(got);
			expect(got).not.toMatch(/Ã|�/);
		}
	});
});

/** Blocks stand in order, do not overlap, and hold every word of the text. */
function expectCover(reading: Reading): void {
	let at = 0;
	for (const block of reading.draft.blocks) {
		expect(block.span.start).toBeGreaterThanOrEqual(at);
		expect(reading.text.slice(at, block.span.start)).not.toMatch(/[\p{L}\p{N}]/u);
		at = block.span.end;
	}
	expect(reading.text.slice(at)).not.toMatch(/[\p{L}\p{N}]/u);
}
