// Owns the RO-Crate of a package (RO-Crate 1.2): what is in it, flat, as linked data. It stands at the payload's root.
import { citedDate, isoOf } from './cited-date';
import { present } from './csl-json';
import { exportedFiles } from './exported-files';
import type { Exported } from './format';
import { makers, usageOf } from './parts';
import { soundJson } from './sound-text';
import { pathUri } from './xml';

const RECORDS = 'clippings.jsonl';
const WHOLE = 'archive.jsonl';
const RIGHTS = '#rights';
const line = (entity: Record<string, unknown>): string => soundJson(entity);

/** The crate in pieces. Every entity stands at the top level; the root comes last, for only then are its parts known. */
export function* roCrate(exported: Exported): Generator<string> {
	const parts: string[] = [RECORDS, WHOLE];
	const mentions: string[] = [];
	const descriptor = { '@id': 'ro-crate-metadata.json', '@type': 'CreativeWork', about: { '@id': './' }, conformsTo: { '@id': 'https://w3id.org/ro/crate/1.2' } };
	yield `{"@context": "https://w3id.org/ro/crate/1.2/context", "@graph": [\n${line(descriptor)}`;
	yield `,\n${line({ '@id': RECORDS, '@type': 'File', name: 'Records', description: 'One JSON object a clipping, with everything the archive holds of it.', encodingFormat: 'application/jsonl' })}`;
	yield `,\n${line({ '@id': WHOLE, '@type': 'File', name: 'The archive', description: 'What belongs to no single clipping: tags, collections and their order, searches, habits, imports, events.', encodingFormat: 'application/jsonl' })}`;
	yield `,\n${line({ '@id': RIGHTS, '@type': 'CreativeWork', name: 'Rights', description: 'Rights differ from clipping to clipping; each record says what is known of them.' })}`;
	for (const { clipping, placement } of exported.each()) {
		const urn = `urn:uuid:${clipping.uid}`;
		const files = exportedFiles(clipping, placement);
		mentions.push(urn);
		for (const file of files) {
			parts.push(pathUri(file.path));
			yield `,\n${line({ '@id': pathUri(file.path), '@type': 'File', name: file.name || file.path, encodingFormat: file.mediaType, contentSize: String(file.bytes), sha256: file.sha256, about: { '@id': urn } })}`;
		}
		yield `,\n${line(present({
			'@id': urn, '@type': 'CreativeWork', name: clipping.headline,
			datePublished: clipping.published && isoOf(citedDate(clipping.published)),
			creditText: [...makers(clipping.byline).map(({ name }) => name), ...(clipping.publication ? [clipping.publication] : [])].join(', '),
			inLanguage: clipping.language, usageInfo: usageOf(clipping), keywords: clipping.tags.map(({ name }) => name).join(', '),
			encoding: files.map(({ path }) => ({ '@id': pathUri(path) })),
		}))}`;
	}
	yield `,\n${line({
		'@id': './', '@type': 'Dataset', name: 'Press clippings', identifier: exported.identifier,
		description: `${exported.clippings} press clippings with their originals and pictures, exported from an archive kept with Cuttings.`,
		datePublished: new Date(exported.now).toISOString().slice(0, 10), license: { '@id': RIGHTS },
		hasPart: parts.map((id) => ({ '@id': id })), mentions: mentions.map((id) => ({ '@id': id })),
	})}\n]}\n`;
}
