// Owns the sample archive: invented clippings of an invented town, kept through the same door as anybody's, so that all there is to see is there to be seen. Must not know how anything is stored.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { HighlightColour } from '../shared/annotation';
import { Query, type ClippingId, type TagColour } from '../shared/model';
import type { Archive } from './archive';
import { captioned, drawn } from './sample/drawings';

/** The sources as somebody might have saved them, by their file names. */
const SOURCES = Object.fromEntries(Object.entries(import.meta.glob<string>('../../resources/sample/*', { query: '?raw', import: 'default', eager: true })).map(([path, text]) => [path.slice(path.lastIndexOf('/') + 1), text]));

const PAGE = 'Slip No. 2 opens to pleasure boats - The Averil Courier';
const PHOTOGRAPH = 'renwick-1951-launch.jpg';

/** What is on each clipping besides what was read: by its file's name. */
const TAGS: Readonly<Record<string, readonly string[]>> = {
	'courier-1982-03-11.txt': ['Shipyard/Closure', 'Unions'],
	'hafenbote-1982-03-12.txt': ['Shipyard/Closure'],
	'wangan-1982-03-13.txt': ['Shipyard/Launches'],
	'haigang.txt': ['Shipyard/Launches'],
	'ledger-1982-03-14.txt': ['Shipyard/Closure', 'Port Board'],
	'packet-1982-03-16.txt': ['Shipyard/Closure', 'Unions'],
	'marfa-1982-03-12.txt': ['Shipyard/Closure'],
	'Le Phare de Saint-Maur - la derniere coque.txt': ['Shipyard/Closure'],
	'Głos Portu 1982-03-14.txt': ['Shipyard/Closure'],
	'gazette-letters.txt': ['Oral history'],
	'packet-1982-09-09.txt': ['Ferries'],
	'beacon 1982-11-19 fog.txt': ['Ferries'],
	'courier 1982-11-20 fog.txt': ['Ferries', 'Port Board'],
	'record-1951-06-02-launch.txt': ['Shipyard/Launches'],
	[`${PAGE}.html`]: ['Shipyard'],
	[PHOTOGRAPH]: ['Shipyard/Launches', 'Oral history'],
};
const COLOURS: Readonly<Record<string, TagColour>> = { Shipyard: 'blue', Unions: 'red', Ferries: 'teal', 'Port Board': 'amber', 'Oral history': 'violet' };

const SHELVES: Readonly<Record<string, readonly string[]>> = {
	'Thesis/Before the Board': ['record-1951-06-02-launch.txt', PHOTOGRAPH, 'courier-1982-03-11.txt'],
	'Thesis/The closure': ['courier-1982-03-11.txt', 'ledger-1982-03-14.txt', 'packet-1982-03-16.txt', 'hafenbote-1982-03-12.txt', 'Le Phare de Saint-Maur - la derniere coque.txt'],
	'Thesis/After': [`${PAGE}.html`, 'packet-museum.txt', 'yard-timeline.md'],
	'Night of the fog': ['beacon 1982-11-19 fog.txt', 'courier 1982-11-20 fog.txt', 'ledger 1982-11-20 fog.txt', 'hafenbote 1982-11-20 nebel.txt'],
};

const HIGHLIGHTS: readonly { in: string; words: string; colour: HighlightColour; note: string }[] = [
	{ in: 'courier-1982-03-11.txt', words: 'A notice on the gatehouse door, typed and unsigned', colour: 'lemon', note: 'Who typed it? Compare the *Ledger* of the 14th: the Board denies any date.' },
	{ in: 'courier-1982-03-11.txt', words: 'You do not sweep a berth you mean to use', colour: 'rose', note: 'Quoted again in Paris and in Dutch within three days.' },
	{ in: 'ledger-1982-03-14.txt', words: 'news to the Board, as they are to the newspapers', colour: 'sky', note: '' },
	{ in: 'courier 1982-11-20 fog.txt', words: 'The light on the Sow has been out since the gale of the 3rd', colour: 'leaf', note: 'Only the *Courier* has this; the wire does not.' },
];

const SEARCHES: readonly { name: string; text: string }[] = [
	{ name: 'The last hull, abroad', text: '(lang:de OR lang:fr OR lang:es OR lang:pl OR lang:nl OR lang:ja OR lang:zh) date:1982-03' },
	{ name: 'Without a date', text: '-has:date' },
	{ name: 'With pictures', text: 'has:picture' },
];

async function layOut(folder: string): Promise<void> {
	for (const [name, text] of Object.entries(SOURCES)) await writeFile(join(folder, name), text);
	const slip = join(folder, `${PAGE}_files`, 'slip.jpg');
	await mkdir(dirname(slip));
	await writeFile(slip, await drawn('slip'));
	await writeFile(join(folder, PHOTOGRAPH), captioned(await drawn('launch'), {
		headline: 'Launch of the Averil Star, 1951', caption: 'The Averil Star goes down No. 2 slip on 31 May 1951. The tall man at the left of the crowd is said to be A. Harcastle.',
		byline: 'Edmund Renwick', credit: 'Renwick/The Quayside Record', date: '19510531', city: 'Port Averil', keyword: 'Shipyard',
	}));
}

/** Files a clipping as somebody who works with it would have. */
async function furnish(archive: Archive, byName: ReadonlyMap<string, ClippingId>): Promise<void> {
	const idOf = (name: string): ClippingId => byName.get(name)!;
	for (const [name, tags] of Object.entries(TAGS)) archive.clippings.tag([idOf(name)], [...tags], []);
	for (const [branch, colour] of Object.entries(COLOURS)) archive.tags.colourBranch(branch, colour);
	for (const [path, names] of Object.entries(SHELVES)) {
		const [parent = null, name] = path.includes('/') ? path.split('/') as [string, string] : [null, path];
		const above = parent === null ? null : archive.collections.named(parent) ?? archive.collections.add(parent, null);
		archive.collections.collect(names.map(idOf), [archive.collections.add(name, above)], []);
	}
	for (const { in: name, words, colour, note } of HIGHLIGHTS) {
		const [place] = archive.highlights.places(idOf(name), words);
		if (place) archive.highlights.add(idOf(name), { ...place, colour, note });
	}
	for (const { name, text } of SEARCHES) archive.searches.add(name, { text });
	archive.clippings.flag([idOf('gazette-letters.txt'), idOf('courier-1982-03-11.txt')], true);
	archive.clippings.edit(idOf('courier-1982-03-11.txt'), { notes: 'The report everything else is measured by.\n\n- launch at **11.07**, no band\n- meeting called for Friday\n\nAsk the museum for the notice on the gatehouse door.' });
	await archive.pictures.attach(idOf('courier-1982-03-11.txt'), 0, { bytes: await drawn('hull'), name: 'corran-light.jpg' });
	await archive.pictures.attach(idOf('courier 1982-11-20 fog.txt'), 0, { bytes: await drawn('ferry'), name: 'mary-quill.jpg' });
}

/** How many clippings the sample holds. */
export const SAMPLE_SIZE = Object.keys(SOURCES).length + 1;

/** Fills an empty archive with the sample. An archive that holds anything is left as it is. */
export async function fillWithSample(archive: Archive): Promise<void> {
	const { clippings, trashed } = archive.summary();
	if (clippings + trashed > 0) return;
	const folder = await mkdtemp(join(tmpdir(), 'cuttings-sample-'));
	try {
		await layOut(folder);
		const names = [...Object.keys(SOURCES), PHOTOGRAPH].sort();
		await archive.import(names.map((name) => ({ path: join(folder, name), name })), {});
		const byName = new Map(archive.clippings.ids(Query.parse({})).map((id) => [archive.clippings.get(id).original.fileName, id]));
		await furnish(archive, byName);
		await archive.linkVersions();
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
