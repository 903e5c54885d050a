// Owns the JSON-LD export: one graph of schema.org articles and pictures. What is unknown is left out, never empty.
import type { Clipping, KeptDate } from '../../shared/model';
import { said } from '../../shared/said';
import { citedDate, isoOf } from './cited-date';
import { present } from './csl-json';
import { placeFiles, placePictures } from './described';
import { instant, type ExportFormat, type FormatWriter, type Nameable, type Placement } from './format';
import { ASIDE_LOST, CHANGES_LOST, COLOURS_LOST, HIGHLIGHTS_LOST, LAYOUT_LOST, makers, named, PROVENANCE_LOST, runningText, usageOf } from './parts';
import { soundJson } from './sound-text';
import type { Beyond } from './source';

/** schema.org takes a date as ISO 8601, no more precise than it is known. A span or an approximate date has no such form and stays out; `temporal` has it. */
const dated = (date: KeptDate | null): string | null => (date === null || citedDate(date).isApproximate ? null : isoOf(citedDate(date)));

const urn = (uid: string): string => `urn:uuid:${uid}`;

function pictures(clipping: Clipping, files: ReadonlyMap<string, string>): Record<string, unknown>[] {
	const told = new Set<number>();
	const shown = clipping.pictures.map((picture) => {
		const printed = picture.caption === null ? null : (clipping.captions[picture.caption] ?? null);
		if (picture.caption !== null) told.add(picture.caption);
		return present({
			'@type': 'ImageObject', name: picture.fileName, caption: printed?.text, creditText: printed?.credit, encodingFormat: picture.mediaType,
			contentUrl: picture.sha256 === null ? picture.address : (files.get(picture.sha256) ?? null), sha256: picture.sha256,
			width: picture.width && `${picture.width} px`, height: picture.height && `${picture.height} px`,
		});
	});
	const waiting = clipping.captions.flatMap(({ text, credit }, at) => (told.has(at) ? [] : [present({ '@type': 'ImageObject', caption: text, creditText: credit })]));
	return [...shown, ...waiting];
}

/** A clipping as a node of a schema.org graph: a NewsArticle, or an ImageObject for what is a picture by itself. */
export function newsArticle(clipping: Clipping, placement: Pick<Placement, 'original' | 'pictures'>, collections: readonly string[]): Record<string, unknown> {
	const { original } = clipping;
	return present({
		'@id': urn(clipping.uid),
		'@type': clipping.kind === 'image' ? 'ImageObject' : 'NewsArticle',
		identifier: urn(clipping.uid),
		name: clipping.headline,
		headline: clipping.headline,
		alternativeHeadline: clipping.kicker,
		abstract: clipping.standfirst,
		author: makers(clipping.byline).map(({ name, kind, role }) => present({ '@type': kind === 'person' ? 'Person' : 'Organization', name, jobTitle: kind === 'person' ? role : null })),
		datePublished: dated(clipping.published),
		temporal: clipping.published && (clipping.published.edtf ?? clipping.published.printed),
		dateModified: dated(clipping.updated),
		...(clipping.kind === 'article' ? { dateline: clipping.dateline, articleSection: clipping.section, printEdition: clipping.edition, printPage: clipping.page, articleBody: runningText(clipping), wordCount: clipping.words || null } : {}),
		isPartOf: [
			...(clipping.publication === null ? [] : [{ '@type': 'Newspaper', name: clipping.publication }]),
			...collections.map((name) => ({ '@type': 'Collection', name })),
		],
		inLanguage: clipping.language,
		url: clipping.url,
		usageInfo: usageOf(clipping),
		keywords: clipping.tags.map(({ name }) => name),
		comment: clipping.notes.trim() === '' ? null : { '@type': 'Comment', text: clipping.notes, encodingFormat: 'text/markdown' },
		image: pictures(clipping, placement.pictures),
		encoding: present({ '@type': 'MediaObject', name: original.fileName, contentUrl: placement.original, encodingFormat: original.mediaType, contentSize: `${original.bytes} B`, sha256: original.sha256 }),
		sdDatePublished: instant(clipping.importedAt),
	});
}

class JsonLdWriter implements FormatWriter {
	place(clipping: Nameable): Placement {
		return placeFiles(clipping, 'clippings.jsonld');
	}

	illustrate(clipping: Clipping, placement: Placement): Placement {
		return placePictures(clipping, placement);
	}

	record(clipping: Clipping, placement: Placement, { collections }: Beyond): string {
		return soundJson(newsArticle(clipping, placement, collections), 2);
	}
}

const LOSSES = [PROVENANCE_LOST, ASIDE_LOST, LAYOUT_LOST, COLOURS_LOST, HIGHLIGHTS_LOST];

export const jsonLd: ExportFormat = {
	facts: {
		id: 'jsonld',
		label: 'JSON-LD',
		hint: 'schema.org articles, linked data',
		extension: 'jsonld',
		carries: ['Headline, kicker and standfirst', 'Newspaper, section, edition and page', 'Authors, their roles and agency', 'Dates', 'Text', 'Captions and credits', 'Pictures, byte for byte', 'Tags', 'Collections', 'Rights', 'Notes', 'The originals, byte for byte'],
		loses: named(LOSSES, { what: said('said.lost.dates-printed'), becomes: said('said.becomes.out-known') }, CHANGES_LOST),
	},
	losses: LOSSES,
	layout: 'together',
	frame: { open: '{"@context": "https://schema.org", "@graph": [\n', between: ',\n', close: '\n]}\n' },
	takesOriginals: true,
	begin: () => new JsonLdWriter(),
	beside: () => [],
};
