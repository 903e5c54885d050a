// Owns clippings made by hand for tests: all the fields, every script, and nothing at all. Must not open an archive.
import { createHash } from 'node:crypto';
import type { Provenance } from '../../src/shared/draft';
import type { Clipping, ClippingId, PictureId, Tag, TagId } from '../../src/shared/model';

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const at = (line: number, start: number, end: number): Provenance['spans'][number] => ({ line, endLine: line, start, end });
const from = (line: number, how: Provenance['how'] = 'shape'): Provenance => ({ spans: [at(line, line * 10, line * 10 + 5)], how, certainty: 0.9 });
const tag = (id: number, name: string, colour: Tag['colour'] = 'blue'): Tag => ({ id: id as TagId, name, colour, count: 1 });

/** What a clipping is when nothing was found in it. */
export function bare(id: number, headline = 'Untitled', original: Uint8Array = bytesOf(`${headline}\n`)): Clipping {
	return {
		id: id as ClippingId,
		uid: `01930000-0000-7000-8000-${String(id).padStart(12, '0')}`,
		kind: 'article',
		headline,
		publication: null, kicker: null, standfirst: null, byline: null, dateline: null, published: null, updated: null,
		section: null, edition: null, page: null, url: null, language: null,
		rights: null, embargo: null, notes: '', flagged: false, captions: [], pictures: [], blocks: [], hasPage: false, words: 0, provenance: {}, tags: [], collections: [],
		original: { sha256: sha256Of(original), bytes: original.length, fileName: 'story.txt', modifiedAt: null, mediaType: 'text/plain', encoding: 'UTF-8', undecodable: 0 },
		importedAt: Date.UTC(2026, 10, 22, 12, 37, 0, 5),
		changedAt: Date.UTC(2026, 10, 22, 12, 37, 0, 5),
		trashedAt: null,
	};
}

/** Stands for a picture; nobody looks at it. */
export const LIGHT = bytesOf('a picture of the Corran Light');
const LAST_HULL = bytesOf('Last hull leaves the Averil yard\n\nThe slipway stood empty.\n');

/** Every field filled, with texts that mean something to YAML and Markdown. */
export function complete(): Clipping {
	const day = { printed: 'Thursday 11 March 1982', edtf: '1982-03-11', readings: ['1982-03-11'], time: '14:30', firstDay: '1982-03-11', lastDay: '1982-03-11' };
	return {
		...bare(1, 'Last hull leaves the Averil yard: 1,400 wait', LAST_HULL),
		publication: 'The Averil Courier',
		kicker: '# SHIPYARD',
		standfirst: 'The Board promised a decision by Easter. *No one* believes it.',
		byline: {
			signatories: [
				{ name: 'Nora Tallis', kind: 'person', role: 'shipping correspondent' },
				{ name: 'Courier newsdesk', kind: 'organisation', role: null },
			],
			agency: 'Reuters',
		},
		dateline: 'PORT AVERIL',
		published: day,
		updated: { printed: '03/04/82', edtf: null, readings: ['1982-04-03', '1982-03-04'], time: null, firstDay: null, lastDay: null },
		section: 'Home & Harbour', edition: 'Late', page: '1, 5', url: 'https://courier.example/a_b?x=1&y=2#top', language: 'en',
		notes: '## Mine\n\nCompare *Morning Packet*, same day.\n',
		captions: [
			{ text: 'The Corran Light clears No. 2 slip.', credit: 'Ida Renwick', from: from(9) },
			{ text: 'The gatehouse', credit: null, from: from(10) },
			{ text: '', credit: 'PA', from: from(11) },
		],
		pictures: [
			{ id: 1 as PictureId, position: 0, fileName: 'light.jpg', address: 'https://courier.example/light.jpg', sha256: sha256Of(LIGHT), bytes: LIGHT.length, mediaType: 'image/jpeg', width: 640, height: 400, caption: 0, hasThumbnail: true },
			{ id: 2 as PictureId, position: 1, fileName: 'gate.jpg', address: 'https://courier.example/gate.jpg', sha256: null, bytes: null, mediaType: '', width: null, height: null, caption: 1, hasThumbnail: false },
			{ id: 3 as PictureId, position: 4, fileName: '', address: null, sha256: sha256Of(LIGHT), bytes: LIGHT.length, mediaType: 'image/jpeg', width: 640, height: 400, caption: null, hasThumbnail: true },
		],
		rights: 'The Averil Courier; may be quoted.',
		hasPage: true,
		blocks: [
			{ role: 'headline', text: 'Last hull leaves the Averil yard: 1,400 wait', span: at(1, 0, 44), certainty: 0.99 },
			{ role: 'paragraph', text: 'On Wednesday the slipway stood empty for the first time since 1911.', span: at(3, 46, 113), certainty: 0.9 },
			{ role: 'subhead', text: '1. What now?', span: at(5, 115, 127), certainty: 0.8 },
			{ role: 'paragraph', text: '1982. was a bad year, said [one] of them: “$5 a day, $9 with <b>luck</b>” & more.', span: at(6, 128, 208), certainty: 0.9 },
			{ role: 'quotation', text: '“No hull, no work.”', span: at(7, 209, 228), certainty: 0.9 },
			{ role: 'list-item', text: 'The yard', span: at(8, 229, 237), certainty: 0.9 },
			{ role: 'list-item', text: '#union and snake_case_names', span: at(9, 238, 265), certainty: 0.9 },
			{ role: 'boilerplate', text: 'Share this story', span: at(12, 270, 286), certainty: 0.95, why: 'share bar' },
		],
		words: 38,
		provenance: { headline: from(1), publication: from(2, 'repeat'), section: { spans: [], how: 'person', certainty: 1 } },
		tags: [tag(1, 'shipyard/closure', 'red'), tag(2, 'labour unrest'), tag(3, '1982', 'teal')],
		original: { sha256: sha256Of(LAST_HULL), bytes: LAST_HULL.length, fileName: 'Last hull: what now?.TXT', modifiedAt: Date.UTC(1999, 11, 31, 23, 59, 59, 999), mediaType: 'text/plain', encoding: 'windows-1252', undecodable: 2 },
		changedAt: Date.UTC(2026, 10, 23, 8, 0, 0, 0),
		trashedAt: Date.UTC(2026, 10, 24, 8, 0, 0, 0),
	};
}

/** Right to left, with a direction mark that has no business there. */
export function arabic(): Clipping {
	return {
		...bare(2, 'إضراب عمال الميناء يدخل يومه الثالث', bytesOf('إضراب\n')),
		publication: 'صحيفة الميناء\u202e', language: 'ar',
		byline: { signatories: [{ name: 'ليلى حداد', kind: 'person', role: null }], agency: null },
		published: { printed: 'مارس 2019', edtf: '2019-03', readings: ['2019-03'], time: null, firstDay: '2019-03-01', lastDay: '2019-03-31' },
		blocks: [{ role: 'paragraph', text: 'توقفت الرافعات عن العمل.', span: at(3, 10, 34), certainty: 0.9 }],
		words: 4,
		tags: [tag(4, 'إضراب')],
	};
}

/** Emoji, ten authors, and a newline where none belongs. */
export function crowded(): Clipping {
	return {
		...bare(3, '👩🏽‍🚒 “Heroes” of the quay 🚒\nthanked', bytesOf('👩🏽‍🚒\n')),
		byline: { signatories: Array.from({ length: 10 }, (_, n) => ({ name: `Author ${'ABCDEFGHIJ'[n]} O’Test`, kind: 'person' as const, role: null })), agency: null },
		published: { printed: 'spring 1987', edtf: '1987-21', readings: ['1987-21'], time: null, firstDay: '1987-03-01', lastDay: '1987-05-31' },
		blocks: [{ role: 'paragraph', text: 'They came. 👏👏\nAll of them.', span: at(2, 5, 30), certainty: 0.9 }],
		words: 6,
	};
}

/** Everything a format might take for its own: signs of XML, TeX, CSV, Markdown and RIS, characters XML has no place for, halves of letters. */
export const HOSTILE = '=HYPERLINK("x") \u0000\u0007\u000b\u001b \ud83d half \udc00 \ufffe\uffff <b>&amp;</b> ]]> --> %$#_{}~^\\ | ER  - \r\nTY  - NEWS\u2028\u0085 "q" \'a\' `c` ${x} \\end{document} @article{x, \u202e';

/** Every field holds what would break out of it. */
export function hostile(): Clipping {
	const day = { printed: HOSTILE, edtf: '1982~', readings: ['1982~'], time: null, firstDay: '1982-01-01', lastDay: '1982-12-31' };
	return {
		...complete(),
		...bare(5, HOSTILE, bytesOf('hostile\n')),
		kind: 'article',
		publication: `@${HOSTILE}`, kicker: `-${HOSTILE}`, standfirst: `+${HOSTILE}`, dateline: HOSTILE, section: HOSTILE, edition: HOSTILE, page: HOSTILE, rights: HOSTILE, notes: HOSTILE,
		url: 'https://courier.example/a b?x=<1>&y={2}%zz#\\', language: 'x-odd',
		byline: { signatories: [{ name: HOSTILE, kind: 'person', role: HOSTILE }, { name: `=1+1 ${HOSTILE}`, kind: 'organisation', role: null }, { name: 'and others and, jr', kind: 'person', role: null }], agency: `and ${HOSTILE}` },
		published: day, updated: null,
		captions: [{ text: HOSTILE, credit: HOSTILE, from: from(1) }],
		blocks: [{ role: 'paragraph', text: HOSTILE, span: at(1, 0, 9), certainty: 0.9 }],
		tags: [tag(9, HOSTILE)],
		words: 20,
	};
}

/** A clipping of a span of time, and one of a season: neither is a day. */
export const spanning = (): Clipping => ({ ...bare(6, 'Seven winters'), published: { printed: '1981 to June 1983', edtf: '1981/1983-06', readings: ['1981/1983-06'], time: null, firstDay: '1981-01-01', lastDay: '1983-06-30' } });
