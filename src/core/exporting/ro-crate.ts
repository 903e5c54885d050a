// Owns the RO-Crate of a package (RO-Crate 1.2): what is in it, flat, as linked data. It stands at the payload's root.
import { citedDate, isoOf } from './cited-date';
import { present } from './csl-json';
import { exportedFiles } from './exported-files';
import type { Exported, ExportedClipping, Section } from './format';
import { makers, usageOf } from './parts';
import { soundJson } from './sound-text';
import { pathUri } from './xml';

const RECORDS = 'clippings.jsonl';
const WHOLE = 'archive.jsonl';
const RIGHTS = '#rights';
const line = (entity: Record<string, unknown>): string => soundJson(entity);

const named = (id: string): string => line({ '@id': id });

function entities({ clipping, placement }: ExportedClipping): string {
	const urn = `urn:uuid:${clipping.uid}`;
	const files = exportedFiles(clipping, placement);
	const work = line(present({
		'@id': urn, '@type': 'CreativeWork', name: clipping.headline,
		datePublished: clipping.published && isoOf(citedDate(clipping.published)),
		creditText: [...makers(clipping.byline).map(({ name }) => name), ...(clipping.publication ? [clipping.publication] : [])].join(', '),
		inLanguage: clipping.language, usageInfo: usageOf(clipping), keywords: clipping.tags.map(({ name }) => name).join(', '),
		encoding: files.map(({ path }) => ({ '@id': pathUri(path) })),
	}));
	return [...files.map((file) => line({ '@id': pathUri(file.path), '@type': 'File', name: file.name || file.path, encodingFormat: file.mediaType, contentSize: String(file.bytes), sha256: file.sha256, about: { '@id': urn } })), work].map((entity) => `,\n${entity}`).join('');
}

/** The crate. Every entity stands at the top level; the root comes last, and its lists at its end. */
export function roCrate(exported: Exported): readonly Section[] {
	const root = line({
		'@id': './', '@type': 'Dataset', name: 'Press clippings', identifier: exported.identifier,
		description: `${exported.clippings} press clippings with their originals and pictures, exported from an archive kept with Cuttings.`,
		datePublished: new Date(exported.now).toISOString().slice(0, 10), license: { '@id': RIGHTS },
	});
	let isFirst = true;
	return [
		`{"@context": "https://w3id.org/ro/crate/1.2/context", "@graph": [\n${[
			{ '@id': 'ro-crate-metadata.json', '@type': 'CreativeWork', about: { '@id': './' }, conformsTo: { '@id': 'https://w3id.org/ro/crate/1.2' } },
			{ '@id': RECORDS, '@type': 'File', name: 'Records', description: 'One JSON object a clipping, with everything the archive holds of it.', encodingFormat: 'application/jsonl' },
			{ '@id': WHOLE, '@type': 'File', name: 'The archive', description: 'What belongs to no single clipping: tags, collections and their order, searches, habits, imports, events.', encodingFormat: 'application/jsonl' },
			{ '@id': RIGHTS, '@type': 'CreativeWork', name: 'Rights', description: 'Rights differ from clipping to clipping; each record says what is known of them.' },
		].map(line).join(',\n')}`,
		entities,
		`,\n${root.slice(0, -1)},"hasPart":[${named(RECORDS)},${named(WHOLE)}`,
		({ clipping, placement }) => exportedFiles(clipping, placement).map(({ path }) => `,${named(pathUri(path))}`).join(''),
		'],"mentions":[',
		({ clipping }) => {
			const mention = `${isFirst ? '' : ','}${named(`urn:uuid:${clipping.uid}`)}`;
			isFirst = false;
			return mention;
		},
		']}\n]}\n',
	];
}
