// Owns the JSON Lines export: one object a clipping, with everything the archive holds of it. docs/json-lines.md and its JSON Schema say the same; a new field needs a place there.
import type { Clipping } from '../../shared/model';
import { webAnnotation } from '../annotations/web-annotation';
import { safeExtension, safeStem } from './file-names';
import { instant, NO_PICTURES, type ExportFormat, type Exported, type FormatWriter, type Nameable, type Placement, type WholeDocument } from './format';
import { placed } from './pictures';
import type { Beyond } from './source';

/** Rises when a reader of an older version could be misled; a field that is only added does not raise it. */
export const RECORD_VERSION = 1;

/**
 * A clipping as a plain object: times in ISO 8601 UTC to the millisecond, everything else as the archive holds it.
 * `files` are paths below the exported folder, null and none where nothing is written. Collections stand as paths, for their numbers mean nothing elsewhere.
 */
export function clippingRecord(clipping: Clipping, files: Pick<Placement, 'original' | 'pictures'>, beyond: Beyond) {
	const { original } = clipping;
	return {
		record: 'cuttings/clipping',
		version: RECORD_VERSION,
		uid: clipping.uid,
		id: clipping.id,
		kind: clipping.kind,
		headline: clipping.headline,
		publication: clipping.publication,
		kicker: clipping.kicker,
		standfirst: clipping.standfirst,
		byline: clipping.byline,
		dateline: clipping.dateline,
		published: clipping.published,
		updated: clipping.updated,
		section: clipping.section,
		edition: clipping.edition,
		page: clipping.page,
		url: clipping.url,
		language: clipping.language,
		rights: clipping.rights,
		embargo: clipping.embargo,
		tags: clipping.tags.map(({ name, colour }) => ({ name, colour })),
		collections: beyond.collections,
		notes: clipping.notes,
		annotations: beyond.annotations.map((annotation) => webAnnotation(annotation, clipping.uid)),
		flagged: clipping.flagged,
		captions: clipping.captions,
		pictures: clipping.pictures.map(({ position, fileName, address, sha256, bytes, mediaType, width, height, caption }) => ({
			position, file: sha256 === null ? null : (files.pictures.get(sha256) ?? null), fileName, address, sha256, bytes, mediaType, width, height, caption,
		})),
		blocks: clipping.blocks,
		words: clipping.words,
		provenance: clipping.provenance,
		text: beyond.text,
		html: beyond.html,
		original: {
			file: files.original,
			fileName: original.fileName,
			sha256: original.sha256,
			bytes: original.bytes,
			modifiedAt: instant(original.modifiedAt),
			mediaType: original.mediaType,
			encoding: original.encoding,
			undecodable: original.undecodable,
		},
		mergedInto: beyond.mergedInto ?? null,
		import: beyond.cameWith ?? null,
		history: (beyond.history ?? []).map(({ at, type, detail }) => ({ at: instant(at), type, detail: detail === null ? null : JSON.parse(detail) as unknown })),
		importedAt: instant(clipping.importedAt),
		changedAt: instant(clipping.changedAt),
		trashedAt: instant(clipping.trashedAt),
	};
}
export type ClippingRecord = ReturnType<typeof clippingRecord>;

class JsonLinesWriter implements FormatWriter {
	place(clipping: Nameable): Placement {
		const { fileName, mediaType } = clipping.original;
		const stem = safeStem(fileName.replace(/\.[^.]*$/, ''), 100);
		// The row number makes the name the only one of its kind, and keeps the folder in the archive's order.
		const number = String(clipping.id).padStart(6, '0');
		return { record: 'clippings.jsonl', original: `originals/${number} ${stem}.${safeExtension(fileName, mediaType)}`, pictures: NO_PICTURES };
	}

	illustrate(clipping: Clipping, placement: Placement): Placement {
		const number = String(clipping.id).padStart(6, '0');
		const stem = (fileName: string): string => safeStem(fileName.replace(/\.[^.]*$/, '') || 'picture', 100);
		return { ...placement, pictures: placed(clipping, placement.original, (at, { fileName }, extension) => `pictures/${number}-${at} ${stem(fileName)}.${extension}`) };
	}

	record(clipping: Clipping, placement: Placement, beyond: Beyond): string {
		return line(clippingRecord(clipping, placement, beyond));
	}
}

/** A record on its line. U+2028 and U+2029 end a line for some readers; JSON allows them escaped. */
const line = (record: object): string => `${JSON.stringify(record).replace(/[\u0085\u2028\u2029]/g, (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;

/** What belongs to no single clipping, a line each. */
export const wholeArchive = (exported: Exported): WholeDocument => ({ file: 'archive.jsonl', sections: [lines(exported)] });

function* lines(exported: Exported): Generator<string> {
	for (const record of exported.whole?.() ?? []) yield line(record);
}

export const jsonl: ExportFormat = {
	facts: {
		id: 'jsonl',
		label: 'JSON Lines',
		hint: 'one line each, for programs',
		extension: 'jsonl',
		carries: ['Every field, and where each came from', 'Text, and what was set aside from it', 'Captions and credits', 'Pictures, byte for byte', 'Markup of pages', 'Tags and their colours', 'Collections', 'Flags', 'Notes', 'Highlights with their notes', 'The originals, byte for byte', 'What was done to each clipping', 'Saved searches, date habits, imports and the trash, with everything'],
		loses: [],
	},
	losses: [],
	layout: 'together',
	takesOriginals: true,
	isWhole: true,
	begin: () => new JsonLinesWriter(),
	documents: (exported) => [wholeArchive(exported)],
	beside: () => [],
};
