// Owns the METS document of a package (METS 1.12.1): descriptions as Dublin Core, the files with their digests, and which belong to which clipping.
import type { Clipping } from '../../shared/model';
import { exportedFiles } from './exported-files';
import type { Exported, ExportedClipping, Section } from './format';
import { makers, usageOf } from './parts';
import { element, pathUri, xmlText } from './xml';

/** The document lies in metadata/, the payload in data/ beside it. */
const href = (path: string): string => `xlink:href="${xmlText(`../data/${pathUri(path)}`)}"`;

/** The fifteen elements of Dublin Core (ISO 15836-1), as far as they are known. */
function dublinCore(clipping: Clipping, collections: readonly string[]): string {
	const { uid, headline, byline, publication, published, standfirst, tags, dateline, language, kind, original, url } = clipping;
	return [
		element('dc:identifier', `urn:uuid:${uid}`), element('dc:title', headline),
		...makers(byline).map(({ name }) => element('dc:creator', name)),
		element('dc:publisher', publication), element('dc:date', published && (published.edtf ?? published.printed)), element('dc:description', standfirst),
		...tags.map(({ name }) => element('dc:subject', name)), element('dc:coverage', dateline), element('dc:language', language),
		element('dc:type', kind === 'image' ? 'StillImage' : 'Text'), element('dc:format', original.mediaType), element('dc:source', url), element('dc:rights', usageOf(clipping)),
		...collections.map((path) => element('dc:relation', path)),
	].join('');
}

const description = ({ clipping, beyond }: ExportedClipping): string =>
	`<dmdSec ID="description-${clipping.id}"><mdWrap MDTYPE="DC"><xmlData>${dublinCore(clipping, beyond.collections)}</xmlData></mdWrap></dmdSec>\n`;

const files = ({ clipping, placement }: ExportedClipping): string => exportedFiles(clipping, placement).map(({ id, path, use, sha256, bytes, mediaType }) =>
	`<file ID="${id}" USE="${use}" MIMETYPE="${xmlText(mediaType || 'application/octet-stream')}" SIZE="${bytes}" CHECKSUM="${sha256}" CHECKSUMTYPE="SHA-256"><FLocat LOCTYPE="URL" ${href(path)}/></file>\n`).join('');

const division = ({ clipping, placement }: ExportedClipping): string =>
	`<div TYPE="clipping" LABEL="${xmlText(clipping.headline)}" DMDID="description-${clipping.id}">${exportedFiles(clipping, placement).map(({ id }) => `<fptr FILEID="${id}"/>`).join('')}</div>\n`;

/** The document, in the order the schema wants: descriptions, provenance, files, structure. */
export function mets(exported: Exported): readonly Section[] {
	const made = new Date(exported.now).toISOString().replace(/\.\d{3}Z$/, 'Z');
	return [
		`<?xml version="1.0" encoding="UTF-8"?>\n<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/" OBJID="${xmlText(exported.identifier)}" TYPE="press clippings">\n`
		+ `<metsHdr CREATEDATE="${made}"><agent ROLE="CREATOR" TYPE="OTHER" OTHERTYPE="SOFTWARE"><name>Cuttings</name></agent></metsHdr>\n`,
		description,
		'<amdSec ID="preservation"><digiprovMD ID="premis"><mdRef LOCTYPE="URL" MDTYPE="PREMIS" xlink:href="premis.xml"/></digiprovMD></amdSec>\n<fileSec><fileGrp>\n'
		+ `<file ID="records" MIMETYPE="application/jsonl" USE="records"><FLocat LOCTYPE="URL" ${href('clippings.jsonl')}/></file>\n`
		+ `<file ID="whole" MIMETYPE="application/jsonl" USE="records"><FLocat LOCTYPE="URL" ${href('archive.jsonl')}/></file>\n`,
		files,
		'</fileGrp></fileSec>\n<structMap TYPE="logical"><div TYPE="collection" LABEL="Press clippings"><fptr FILEID="records"/><fptr FILEID="whole"/>\n',
		division,
		'</div></structMap>\n</mets>\n',
	];
}
