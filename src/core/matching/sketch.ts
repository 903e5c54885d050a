// Owns the few numbers by which a text finds others that share stretches of it: the smallest hashes of its three-word runs. Pure. Must not know clippings or a database.
//
// After A. Broder, "On the resemblance and containment of documents" (1997): of all runs of words, those whose hashes are
// smallest are drawn, the same ones from every text that has them. Papers cut wire copy from its end, so only its beginning is
// drawn from: what is left of a story nearly always has that.

/** Words in a run. */
const RUN = 3;
/** Runs are drawn from so many words. */
const BEGINNING = 150;
/** Shorter texts say too little to be told apart. */
const LEAST_WORDS = 12;
/** How many runs of a text others find it by, and by how many it looks for others. */
export const KEPT = 6;
export const ASKED = 12;

/** Hashes of a text's runs of three words, in their order. FNV-1a of each word, mixed as MurmurHash3 ends (32 bits, unsigned). */
export function runsOf(terms: readonly string[]): Uint32Array {
	const count = Math.max(0, terms.length - RUN + 1);
	const runs = new Uint32Array(count);
	const hashes = terms.map(hashOf);
	for (let at = 0; at < count; at++) runs[at] = mixed(Math.imul(Math.imul(hashes[at]!, 31) + hashes[at + 1]!, 0x9e3779b1) ^ Math.imul(hashes[at + 2]!, 0x85ebca77));
	return runs;
}

function hashOf(word: string): number {
	let hash = 2_166_136_261;
	for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 16_777_619);
	return hash;
}

function mixed(hash: number): number {
	let made = hash ^ (hash >>> 16);
	made = Math.imul(made, 0x85ebca6b);
	made = Math.imul(made ^ (made >>> 13), 0xc2b2ae35);
	return (made ^ (made >>> 16)) >>> 0;
}

/** The sketch of a body's words: at most `ASKED` numbers, the smallest first; empty for what is too short. */
export function sketchOf(terms: readonly string[]): Uint32Array {
	if (terms.length < LEAST_WORDS) return new Uint32Array(0);
	const runs = runsOf(terms.slice(0, BEGINNING)).sort();
	const sketch = new Uint32Array(ASKED);
	let count = 0;
	for (let at = 0; at < runs.length && count < ASKED; at++) if (at === 0 || runs[at] !== runs[at - 1]) sketch[count++] = runs[at]!;
	return sketch.slice(0, count);
}

/** A sketch as bytes, 32 bits each, the lowest byte first on every machine. */
export function packSketch(sketch: Uint32Array): Uint8Array {
	const bytes = new Uint8Array(sketch.length * 4);
	const view = new DataView(bytes.buffer);
	sketch.forEach((one, at) => view.setUint32(at * 4, one, true));
	return bytes;
}

export function unpackSketch(bytes: Uint8Array): Uint32Array {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	return Uint32Array.from({ length: bytes.length / 4 }, (_, at) => view.getUint32(at * 4, true));
}
