// Owns the check of the reader on the labelled clippings and bad inputs, where they are at hand. Skips loudly where not.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decode, looksBinary } from '../../src/core/reading/decode';
import { readText } from '../../src/core/reading/read-text';

const corpora = process.env.CUTTINGS_CORPORA ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'corpora');
const clippings = join(corpora, 'textclips', 'open');
const zoo = join(corpora, 'zoo');
const here = existsSync(clippings) && existsSync(zoo);
if (!here) console.warn(`SKIPPED: the reader was not checked on labelled clippings; none at ${corpora}.`);

interface ZooFile {
	file: string;
	expect: string;
	contains?: string[];
	notContains?: string[];
	maxSeconds?: number;
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();

describe.skipIf(!here)('bad inputs', () => {
	const files = here ? (JSON.parse(readFileSync(join(zoo, 'index.json'), 'utf8')) as { files: ZooFile[] }).files.filter(({ file }) => file.startsWith('text/')) : [];
	for (const entry of files) {
		it(entry.file, () => {
			const bytes = readFileSync(join(zoo, 'files', entry.file));
			const { text } = decode(bytes);
			const before = process.cpuUsage();
			readText(text, { fileName: entry.file.slice(5) });
			const { user } = process.cpuUsage(before);
			for (const part of entry.contains ?? []) expect(text).toContain(part);
			for (const part of entry.notContains ?? []) expect(text).not.toContain(part);
			if (entry.maxSeconds) expect(user / 1e6).toBeLessThan(entry.maxSeconds);
			if (entry.file.includes('binary') || entry.file.includes('pdf-')) expect(looksBinary(bytes)).toBe(true);
			else if (entry.expect === 'import') expect(looksBinary(bytes)).toBe(false);
		}, 60_000);
	}
});

describe.skipIf(!here)('labelled clippings', () => {
	it('finds nine headlines in ten and nearly all dates', () => {
		let titles = 0;
		let titlesRight = 0;
		let dates = 0;
		let datesRight = 0;
		for (const file of readdirSync(clippings).filter((name) => name.endsWith('.json'))) {
			const { truth, input } = JSON.parse(readFileSync(join(clippings, file), 'utf8')) as { truth: { title?: string; titleAlt?: string[]; publishedDates?: string[] }; input: { fileName?: string } };
			const draft = readText(decode(readFileSync(join(clippings, `${file.slice(0, -5)}.txt`))).text, { fileName: input.fileName ?? 'page.txt' });
			if (truth.title) {
				titles++;
				const value = plain(draft.headline?.value ?? '');
				if ([truth.title, ...(truth.titleAlt ?? [])].some((title) => plain(title) === value)) titlesRight++;
			}
			if (truth.publishedDates?.length) {
				dates++;
				const value = draft.published?.value;
				if (truth.publishedDates.includes(value?.edtf ?? value?.readings[0] ?? '')) datesRight++;
			}
		}
		expect(titlesRight / titles).toBeGreaterThan(0.9);
		expect(datesRight / dates).toBeGreaterThan(0.95);
	}, 300_000);
});
