// Owns the counting of places where words stand in a text, by an index of three characters. Must not know what is counted.
import { unitsOf } from './characters';

/** Places of every three characters of one text, so that many strings are counted without reading the text each time. */
export class Occurrences {
	private readonly first: Int32Array;
	private readonly next: Int32Array;
	private readonly bits: number;

	constructor(private readonly text: string) {
		const last = text.length - 2;
		this.bits = last > 16_384 ? 0xffff : 0xfff;
		this.first = new Int32Array(this.bits + 1).fill(-1);
		this.next = new Int32Array(Math.max(0, last));
		const { first, next, bits } = this;
		const units = unitsOf(text);
		let b = last > 0 ? (units[last] as number) : 0;
		let c = last > 0 ? (units[last + 1] as number) : 0;
		// From the end, so that a chain leads from left to right.
		for (let i = last - 1; i >= 0; i--) {
			const a = units[i] as number;
			const slot = (Math.imul(a, 961) + Math.imul(b, 31) + c) & bits;
			next[i] = first[slot] as number;
			first[slot] = i;
			c = b;
			b = a;
		}
	}

	/** How often `value` stands in the text without overlap, at most `most`. */
	count(value: string, most: number): number {
		const { text } = this;
		const n = value.length;
		let count = 0;
		if (n < 3) {
			for (let at = text.indexOf(value); at >= 0 && count < most; at = text.indexOf(value, at + Math.max(1, n))) count++;
			return count;
		}
		const slot = (Math.imul(value.charCodeAt(0), 961) + Math.imul(value.charCodeAt(1), 31) + value.charCodeAt(2)) & this.bits;
		let free = 0;
		for (let at = this.first[slot] as number; at >= 0 && count < most; at = this.next[at] as number) {
			if (at < free || !text.startsWith(value, at)) continue;
			count++;
			free = at + n;
		}
		return count;
	}
}
