// Owns the PREMIS record of a package (PREMIS Data Dictionary 3.0): every file with its fixity, and what was done to each clipping.
import { exportedFiles } from './exported-files';
import type { Exported, ExportedClipping, Section } from './format';
import type { PastEvent } from './source';
import { element } from './xml';

const identifier = (kind: string, type: string, value: string): string => `<${kind}Identifier>${element(`${kind}IdentifierType`, type)}${element(`${kind}IdentifierValue`, value)}</${kind}Identifier>`;
const link = (type: string, value: string): string => `<linkingObjectIdentifier>${element('linkingObjectIdentifierType', type)}${element('linkingObjectIdentifierValue', value)}</linkingObjectIdentifier>`;
const AGENT = 'cuttings';

/** How a check came out is an outcome; everything else that was noted is a detail. */
function outcome({ type, detail }: PastEvent): string {
	if ((type !== 'fixity check' && type !== 'validation') || detail === null) return '';
	const { outcome: said } = JSON.parse(detail) as { outcome?: string };
	return said ? `<eventOutcomeInformation>${element('eventOutcome', said)}</eventOutcomeInformation>` : '';
}

function event(id: string, type: string, at: number, detail: string | null, more: string, about: string): string {
	return `<event>${identifier('event', 'local', id)}${element('eventType', type)}${element('eventDateTime', new Date(at).toISOString())}`
		+ `${detail === null ? '' : `<eventDetailInformation>${element('eventDetail', detail)}</eventDetailInformation>`}${more}`
		+ `<linkingAgentIdentifier>${element('linkingAgentIdentifierType', 'local')}${element('linkingAgentIdentifierValue', AGENT)}</linkingAgentIdentifier>${about}</event>\n`;
}

function objects({ clipping, placement }: ExportedClipping): string {
	const files = exportedFiles(clipping, placement).map(({ path, sha256, bytes, mediaType, name }) => `<object xsi:type="file">${identifier('object', 'path', `data/${path}`)}<objectCharacteristics>`
		+ `<fixity>${element('messageDigestAlgorithm', 'SHA-256')}${element('messageDigest', sha256)}</fixity>${element('size', bytes)}`
		+ `<format><formatDesignation>${element('formatName', mediaType || 'application/octet-stream')}</formatDesignation></format></objectCharacteristics>${element('originalName', name)}`
		+ `<relationship>${element('relationshipType', 'structural')}${element('relationshipSubType', 'is part of')}<relatedObjectIdentifier>${element('relatedObjectIdentifierType', 'UUID')}${element('relatedObjectIdentifierValue', clipping.uid)}</relatedObjectIdentifier></relationship></object>\n`);
	return `<object xsi:type="intellectualEntity">${identifier('object', 'UUID', clipping.uid)}${element('originalName', clipping.headline)}</object>\n${files.join('')}`;
}

function* ownEvents(exported: Exported): Generator<string> {
	for (const past of exported.ownEvents()) yield event(String(past.id), past.type, past.at, past.detail, outcome(past), '');
}

/** The document: files, then events, then the agent, in the order the schema wants. */
export const premis = (exported: Exported): readonly Section[] => [
	'<?xml version="1.0" encoding="UTF-8"?>\n<premis version="3.0" xmlns="http://www.loc.gov/premis/v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n',
	objects,
	exported.clippings === 0 ? `<object xsi:type="intellectualEntity">${identifier('object', 'URN', exported.identifier)}</object>\n` : '',
	({ clipping }) => exported.events(clipping).map((past) => event(String(past.id), past.type, past.at, past.detail, outcome(past), link('UUID', clipping.uid))).join(''),
	ownEvents(exported),
	event(exported.identifier, 'dissemination', exported.now, `${exported.clippings} clippings were exported into this package.`, '', ''),
	`<agent>${identifier('agent', 'local', AGENT)}${element('agentName', 'Cuttings')}${element('agentType', 'software')}</agent>\n</premis>\n`,
];
