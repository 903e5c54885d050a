// Owns the check of the reader on made-up clippings, one folder a layout rule in tests/pages. A bug becomes a folder.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decode } from '../../src/core/reading/decode';
import { bodyText } from '../../src/core/reading/fields';
import { readText } from '../../src/core/reading/read-text';

interface Expected {
	rule: string;
	fileName?: string;
	/** Order of day and month that the import was told. */
	dateOrder?: 'dmy' | 'mdy';
	language?: string;
	publication?: string | null;
	headline?: string;
	standfirst?: string;
	byline?: string[];
	agency?: string;
	dateline?: string;
	kicker?: string | null;
	section?: string;
	edition?: string;
	page?: string;
	published?: string | null;
	/** How the day of publication was found. */
	publishedHow?: string;
	readings?: string[];
	time?: string;
	updated?: string;
	captions?: { text: string; credit: string | null }[];
	body?: string[];
	pullQuotes?: string[];
	repeats?: string[];
	setAside?: string[];
}

const pages = join(import.meta.dirname, '..', 'pages');
const folders = readdirSync(pages, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);

describe('made-up clippings', () => {
	for (const name of folders) {
		const expected = JSON.parse(readFileSync(join(pages, name, 'expected.json'), 'utf8')) as Expected;
		it(`${name}: ${expected.rule}`, () => {
			const { text } = decode(readFileSync(join(pages, name, 'source.txt')));
			const draft = readText(text, { fileName: expected.fileName ?? 'cutting.txt', dateOrder: expected.dateOrder ?? null });
			const inRole = (role: string): string[] => draft.blocks.filter((block) => block.role === role).map((block) => block.text);
			const got = {
				rule: expected.rule,
				fileName: expected.fileName,
				dateOrder: expected.dateOrder,
				language: draft.language,
				publication: draft.publication?.value ?? null,
				headline: draft.headline?.value,
				standfirst: draft.standfirst?.value,
				byline: draft.byline?.value.signatories.map((signatory) => signatory.name),
				agency: draft.byline?.value.agency,
				dateline: draft.dateline?.value,
				kicker: draft.kicker?.value ?? null,
				section: draft.section?.value,
				edition: draft.edition?.value,
				page: draft.page?.value,
				published: draft.published?.value.edtf,
				publishedHow: draft.published?.from.how,
				readings: draft.published?.value.readings,
				time: draft.published?.value.time,
				updated: draft.updated?.value.edtf,
				captions: draft.captions.map((caption) => ({ text: caption.text, credit: caption.credit })),
				body: bodyText(draft.blocks),
				pullQuotes: inRole('pull-quote'),
				repeats: inRole('repeat'),
				setAside: draft.blocks.filter((block) => block.role === 'boilerplate' && block.why).map((block) => block.text),
			};
			for (const key of Object.keys(expected) as (keyof Expected)[]) {
				if (key === 'setAside') expect(got.setAside).toEqual(expect.arrayContaining(expected.setAside ?? []));
				else expect(got[key], key).toEqual(expected[key]);
			}
		});
	}
});
