// Owns the ninjs export: one IPTC ninjs 3.1 item a clipping. Its dates are moments: a date that has no clock time is not made one, and stands among the alternative identifiers.
import type { Clipping } from '../../shared/model';
import { present } from './csl-json';
import { placeFiles, placePictures } from './described';
import { instant, type ExportFormat, type FormatWriter, type Nameable, type Placement } from './format';
import { FileNames, safeStem } from './file-names';
import { ASIDE_LOST, CHANGES_LOST, COLOURS_LOST, HIGHLIGHTS_LOST, LAYOUT_LOST, makers, named, PROVENANCE_LOST, runningText, usageOf } from './parts';
import { soundJson } from './sound-text';
import type { Beyond } from './source';

const urn = (uid: string): string => `urn:uuid:${uid}`;
const plain = (role: string, value: string | null): Record<string, string>[] => (value === null || value === '' ? [] : [{ role, contentType: 'text/plain', value }]);
/** An address below the exported folder, as a URI: ninjs wants one that begins with a scheme. */
const fileUri = (file: string): string => `file:${file.split('/').map(encodeURIComponent).join('/')}`;

const rendition = (name: string, file: string, more: Record<string, unknown>): Record<string, unknown> => present({ name, href: fileUri(file), ...more });

function associations(clipping: Clipping, files: ReadonlyMap<string, string>): Record<string, unknown>[] {
	const told = new Set<number>();
	const shown = clipping.pictures.map((picture, at) => {
		const printed = picture.caption === null ? null : (clipping.captions[picture.caption] ?? null);
		if (picture.caption !== null) told.add(picture.caption);
		const file = picture.sha256 === null ? undefined : files.get(picture.sha256);
		return present({
			name: `picture-${at + 1}`, uri: picture.sha256 === null ? `${urn(clipping.uid)}#picture-${at + 1}` : `urn:sha256:${picture.sha256}`, type: 'picture', title: picture.fileName,
			by: printed?.credit, descriptions: plain('caption', printed?.text ?? null),
			renditions: file === undefined ? [] : [rendition('original', file, { contentType: picture.mediaType, width: picture.width, height: picture.height, sizeInBytes: picture.bytes })],
		});
	});
	const waiting = clipping.captions.flatMap(({ text, credit }, at) => (told.has(at) ? [] : [
		present({ name: `caption-${at + 1}`, uri: `${urn(clipping.uid)}#caption-${at + 1}`, type: 'picture', by: credit, descriptions: plain('caption', text) }),
	]));
	return [...shown, ...waiting];
}

/** A clipping as one ninjs item. */
export function ninjsItem(clipping: Clipping, { original, pictures }: Pick<Placement, 'original' | 'pictures'>, collections: readonly string[]): Record<string, unknown> {
	const { published, byline, publication } = clipping;
	const signed = makers(byline);
	return present({
		standard: { name: 'ninjs', version: '3.1', schema: 'https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json' },
		uri: urn(clipping.uid),
		type: clipping.kind === 'image' ? 'picture' : 'text',
		representationType: 'full',
		pubStatus: 'usable',
		versionCreated: instant(clipping.changedAt),
		language: clipping.language,
		headlines: [...plain('main', clipping.headline), ...plain('kicker', clipping.kicker)],
		descriptions: plain('standfirst', clipping.standfirst),
		bodies: plain('main', runningText(clipping)).map((body) => ({ ...body, wordCount: clipping.words })),
		by: signed.map(({ name }) => name).join(', '),
		people: signed.filter(({ kind }) => kind === 'person').map(({ name, role }) => present({ name, rel: 'author', literal: role })),
		organisations: signed.filter(({ kind }) => kind === 'organisation').map(({ name }) => ({ name, rel: 'author' })),
		infoSources: publication === null ? [] : [{ name: publication, role: 'publisher' }],
		located: clipping.dateline,
		subjects: [...clipping.tags.map(({ name }) => ({ name, rel: 'tag' })), ...collections.map((name) => ({ name, rel: 'collection' }))],
		usageTerms: usageOf(clipping),
		edNote: clipping.notes.trim(),
		renditions: original === null ? [] : [rendition('received', original, { contentType: clipping.original.mediaType, title: clipping.original.fileName, sizeInBytes: clipping.original.bytes })],
		associations: associations(clipping, pictures),
		altIds: ([
			['published-edtf', published?.edtf], ['published-as-printed', published?.printed], ['updated-edtf', clipping.updated?.edtf], ['updated-as-printed', clipping.updated?.printed],
			['section', clipping.section], ['edition', clipping.edition], ['page', clipping.page], ['url', clipping.url], ['sha256', clipping.original.sha256],
		] as const).flatMap(([role, value]) => (value ? [{ role, value }] : [])),
	});
}

class NinjsWriter implements FormatWriter {
	readonly #names = new FileNames();

	place(clipping: Nameable): Placement {
		return placeFiles(clipping, `${this.#names.take(safeStem(clipping.headline))}.json`);
	}

	illustrate(clipping: Clipping, placement: Placement): Placement {
		return placePictures(clipping, placement);
	}

	record(clipping: Clipping, placement: Placement, { collections }: Beyond): string {
		return `${soundJson(ninjsItem(clipping, placement, collections), 2)}\n`;
	}
}

const LOSSES = [PROVENANCE_LOST, ASIDE_LOST, LAYOUT_LOST, COLOURS_LOST, HIGHLIGHTS_LOST];

export const ninjs: ExportFormat = {
	facts: {
		id: 'ninjs',
		label: 'IPTC ninjs',
		hint: 'news items for newsrooms, one file each',
		extension: 'json',
		carries: ['Headline, kicker and standfirst', 'Newspaper, section, edition and page', 'Authors, their roles and agency', 'Dates as printed and as EDTF', 'Text', 'Captions and credits', 'Pictures, byte for byte', 'Tags', 'Collections', 'Rights', 'Notes', 'The originals, byte for byte'],
		loses: named(LOSSES, CHANGES_LOST),
	},
	losses: LOSSES,
	layout: 'each',
	takesOriginals: true,
	begin: () => new NinjsWriter(),
	beside: () => [],
};
