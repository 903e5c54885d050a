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
	private readonly slots = new Uint16Array(1 << 14);
	private readonly hashes = new Int32Array(1 << 13);
	/** The characters of all words, one word after the other, and where each begins. */
	private readonly characters = new Uint16Array(1 << 17);
	private readonly begins = new Int32Array((1 << 13) + 1);

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
		const begin = this.begins[id] as number;
		if (id >= this.hashes.length || begin + word.length > this.characters.length) throw new Error(`A lexicon holds at most ${this.hashes.length - 1} words of ${this.characters.length} characters.`);
		this.texts.push(word);
		this.slots[slot] = id;
		this.hashes[id] = hash;
		for (let i = 0; i < word.length; i++) this.characters[begin + i] = word.charCodeAt(i);
		this.begins[id + 1] = begin + word.length;
		return id;
	}

	/** Number of the word `codes[from .. to)` with the hash given, or 0. */
	find(codes: Uint16Array, from: number, to: number, hash: number): number {
		const { slots, hashes } = this;
		const mask = slots.length - 1;
		for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
			const id = slots[slot] as number;
			if (id === 0) return 0;
			if (hashes[id] === hash && this.is(id, codes, from, to)) return id;
		}
	}

	private is(id: number, codes: Uint16Array, from: number, to: number): boolean {
		const { characters } = this;
		const begin = this.begins[id] as number;
		if ((this.begins[id + 1] as number) - begin !== to - from) return false;
		for (let k = from, at = begin; k < to; k++, at++) if (characters[at] !== codes[k]) return false;
		return true;
	}
}
