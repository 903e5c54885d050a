// Owns a table of words and phrases that is asked by characters, however they are written: no string is made to look one up. Must not know what they mean.
import { SHARP_S, alone, fold } from './characters';
import { HASH_START, hashStep } from './lexicon';

/** Folded words or phrases, each with a number other than 0. */
export class FoldedTable {
	private readonly bits: ReadonlyMap<string, number>;
	private readonly slots: Int32Array;
	private readonly hashes: Int32Array;
	private readonly texts: readonly string[];
	private readonly scratch: Uint16Array;
	private readonly longest: number;

	/** `entries` may name a word more than once: its numbers are joined bit by bit. */
	constructor(entries: Iterable<readonly [string, number]>) {
		const all = new Map<string, number>();
		for (const [word, bits] of entries) all.set(fold(word), (all.get(fold(word)) ?? 0) | bits);
		this.bits = all;
		this.texts = ['', ...all.keys()];
		let size = 64;
		while (size < this.texts.length * 6) size *= 2;
		this.slots = new Int32Array(size);
		this.hashes = new Int32Array(this.texts.length);
		this.longest = 0;
		for (let id = 1; id < this.texts.length; id++) {
			const text = this.texts[id] as string;
			let hash = HASH_START;
			for (let i = 0; i < text.length; i++) hash = hashStep(hash, text.charCodeAt(i));
			this.hashes[id] = hash;
			let slot = hash & (size - 1);
			while (this.slots[slot] !== 0) slot = (slot + 1) & (size - 1);
			this.slots[slot] = id;
			this.longest = Math.max(this.longest, text.length);
		}
		this.scratch = new Uint16Array(2 * this.longest + 2);
	}

	/** Number of `units[from .. to)` folded, or 0 where the table does not hold it. */
	at(units: Uint16Array, from: number, to: number): number {
		const { scratch } = this;
		// Marks vanish when a text is folded, so that a longer one can still be meant.
		if (to - from > this.longest) return to - from > 4 * this.longest ? 0 : this.slowly(units, from, to);
		let hash = HASH_START;
		let length = 0;
		for (let i = from; i < to; i++) {
			const code = units[i] as number;
			const folded = code === SHARP_S ? 0x73 : alone(code);
			if (folded === 0) return this.slowly(units, from, to);
			for (let times = code === SHARP_S ? 2 : 1; times > 0; times--) {
				scratch[length++] = folded;
				hash = hashStep(hash, folded);
			}
		}
		const mask = this.slots.length - 1;
		for (let slot = hash & mask; this.slots[slot] !== 0; slot = (slot + 1) & mask) {
			const id = this.slots[slot] as number;
			if (this.hashes[id] === hash && this.is(id, length)) return this.bits.get(this.texts[id] as string) as number;
		}
		return 0;
	}

	/** Number of a folded text, or 0. */
	of(folded: string): number {
		return this.bits.get(folded) ?? 0;
	}

	private is(id: number, length: number): boolean {
		const text = this.texts[id] as string;
		if (text.length !== length) return false;
		for (let i = 0; i < length; i++) if (text.charCodeAt(i) !== this.scratch[i]) return false;
		return true;
	}

	private slowly(units: Uint16Array, from: number, to: number): number {
		let plain = true;
		for (let i = from; plain && i < to; i++) plain = (units[i] as number) < 0x80;
		return plain ? 0 : this.of(fold(String.fromCharCode(...units.subarray(from, to))));
	}
}
