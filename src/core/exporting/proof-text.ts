// Owns how a proof is written into the bag it is about: a tag file for programs, lines for people. docs/proof.md says the same in words.
import type { Proof } from '../../shared/exporting';

/** `metadata/proof.json`: what was compared, when, and every difference that was kept. */
export function proofText(proof: Proof, identifier: string): string {
	const { outcome, at, clippings, rows, files, bytes, different, differences, milliseconds } = proof;
	return `${JSON.stringify({
		record: 'cuttings/proof', version: 1, of: identifier, outcome, at: new Date(at).toISOString(),
		means: 'The payload of this bag was imported into an empty archive, and that archive was compared with the one it came from, table by table and file by file.',
		compared: { clippings, rows, files, bytes }, milliseconds: Math.round(milliseconds), different,
		differences: differences.map(({ table, key, column, left, right }) => ({ table, key, column, wentOut: left, cameBack: right })),
	}, null, '\t')}\n`;
}

/** Lines for `bag-info.txt`. */
export function proofLines(proof: Proof | null): (readonly [string, string])[] {
	if (!proof) return [];
	const { outcome, at, clippings, rows, files, different } = proof;
	const compared = `${clippings} clippings, ${rows} rows and ${files} files compared`;
	return [
		['Proof-Outcome', outcome === 'pass' ? `pass: ${compared}, none differs` : `fail: NOT PROVEN, ${different} ${different === 1 ? 'difference' : 'differences'} (metadata/proof.json); ${compared}`],
		['Proof-Date', new Date(at).toISOString()],
	];
}
