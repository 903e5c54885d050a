// Owns telling records of a catalogue from other text by their beginning. Must not read them.

export type RecordKind = 'cuttings' | 'csl' | 'ris';

/** Which kind of records bytes hold, by their beginning; null when none. */
export function recogniseRecords(bytes: Uint8Array): RecordKind | null {
	const text = Buffer.from(bytes.subarray(0, 65_536)).toString('utf8').replace(/^\ufeff/, '').trimStart();
	if (/^TY {2}- [A-Z]{2,}/.test(text)) return 'ris';
	if (!/^[[{]/.test(text)) return null;
	if (/^\{[^\n]{0,400}"record"\s*:\s*"cuttings\/clipping"/.test(text)) return 'cuttings';
	if (/"type"\s*:\s*"(?:article|webpage|post|broadcast|interview|report|review|book|chapter|document)/.test(text) && /"title"\s*:/.test(text)) return 'csl';
	return null;
}
