// Owns a set of words that is asked by characters, so that a word can be looked up before it is a string. Must not know what the words mean.

/** One step of a word's hash (FNV-1a over UTF-16 code units); a word's hash begins with `HASH_START`. */
export const hashStep = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193);
export const HASH_START = 0x811c9dc5 | 0;

/** Hash of the word `codes[from .. to)`. */
export function hashOf(codes: Uint16Array, from: number, to: number): number {
	let hash = HASH_START;
	for (let i = from; i < to; i++) hash = hashStep(hash, codes[i] as number);
	return hash;
}


/** Words numbered from 1 in the order they were added; 0 stands for a word that is not there. */
export class Lexicon {
	private readonly texts: string[] = [''];
	private slots = new Int32Array(1 << 14);
	private hashes = new Int32Array(1 << 13);

	/** Number of words added, and one: the length an array by word number must have. */
	get size(): number {
		return this.texts.length;
	}

	/** Adds a folded word, or finds it again. Answers its number. */
	add(word: string): number {
		let hash = HASH_START;
		for (let i = 0; i < word.length; i++) hash = hashStep(hash, word.charCodeAt(i));
		const mask = this.slots.length - 1;
		let slot = hash & mask;
		for (let id = this.slots[slot] as number; id !== 0; id = this.slots[slot] as number) {
			if (this.texts[id] === word) return id;
			slot = (slot + 1) & mask;
		}
		const id = this.texts.length;
		if (id >= this.hashes.length) throw new Error(`A lexicon holds at most ${this.hashes.length - 1} words.`);
		this.texts.push(word);
		this.slots[slot] = id;
		this.hashes[id] = hash;
		return id;
	}

	/** Number of the word `codes[from .. to)` with the hash given, or 0. */
	find(codes: Uint16Array, from: number, to: number, hash: number): number {
		const mask = this.slots.length - 1;
		let slot = hash & mask;
		for (let id = this.slots[slot] as number; id !== 0; id = this.slots[slot] as number) {
			if (this.hashes[id] === hash && this.is(id, codes, from, to)) return id;
			slot = (slot + 1) & mask;
		}
		return 0;
	}

	private is(id: number, codes: Uint16Array, from: number, to: number): boolean {
		const text = this.texts[id] as string;
		if (text.length !== to - from) return false;
		for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== codes[from + i]) return false;
		return true;
	}
}
