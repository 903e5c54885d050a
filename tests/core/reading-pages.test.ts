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
	language?: string;
	publication?: string;
	headline?: string;
	standfirst?: string;
	byline?: string[];
	agency?: string;
	dateline?: string;
	published?: string | null;
	readings?: string[];
	time?: string;
	updated?: string;
	captions?: { text: string; credit: string | null }[];
	body?: string[];
	setAside?: string[];
}

const pages = join(import.meta.dirname, '..', 'pages');
const folders = readdirSync(pages, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);

describe('made-up clippings', () => {
	for (const name of folders) {
		const expected = JSON.parse(readFileSync(join(pages, name, 'expected.json'), 'utf8')) as Expected;
		it(`${name}: ${expected.rule}`, () => {
			const { text } = decode(readFileSync(join(pages, name, 'source.txt')));
			const draft = readText(text, { fileName: expected.fileName ?? 'cutting.txt' });
			const got = {
				rule: expected.rule,
				fileName: expected.fileName,
				language: draft.language,
				publication: draft.publication?.value,
				headline: draft.headline?.value,
				standfirst: draft.standfirst?.value,
				byline: draft.byline?.value.signatories.map((signatory) => signatory.name),
				agency: draft.byline?.value.agency,
				dateline: draft.dateline?.value,
				published: draft.published?.value.edtf,
				readings: draft.published?.value.readings,
				time: draft.published?.value.time,
				updated: draft.updated?.value.edtf,
				captions: draft.captions.map((caption) => ({ text: caption.text, credit: caption.credit })),
				body: bodyText(draft.blocks),
				setAside: draft.blocks.filter((block) => block.role === 'boilerplate' && block.why).map((block) => block.text),
			};
			for (const key of Object.keys(expected) as (keyof Expected)[]) {
				if (key === 'setAside') expect(got.setAside).toEqual(expect.arrayContaining(expected.setAside ?? []));
				else expect(got[key], key).toEqual(expected[key]);
			}
		});
	}
});
