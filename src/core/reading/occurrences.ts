// Owns the counting of places where words stand in a text, in whatever case, by an index of three characters. Must not know what is counted.
import { lowerOf, unitsOf } from './characters';

/** The code units of a text in small letters: as `toLowerCase` has them, without making that string where no letter turns into two. */
function lowerUnits(text: string): Uint16Array {
	const units = unitsOf(text);
	const out = new Uint16Array(text.length);
	for (let i = 0; i < out.length; i++) {
		const lower = lowerOf(units[i] as number);
		if (lower === 0) return slowly(text);
		out[i] = lower;
	}
	return out;
}

function slowly(text: string): Uint16Array {
	const lower = text.toLowerCase();
	return unitsOf(lower).slice(0, lower.length);
}

/** Places of every three characters of one text, so that many strings are counted without reading the text each time. */
export class Occurrences {
	private readonly units: Uint16Array;
	private readonly first: Int32Array;
	private readonly next: Int32Array;
	private readonly bits: number;

	constructor(text: string) {
		const units = lowerUnits(text);
		const last = units.length - 2;
		this.units = units;
		this.bits = last > 16_384 ? 0xffff : 0xfff;
		this.first = new Int32Array(this.bits + 1).fill(-1);
		this.next = new Int32Array(Math.max(0, last));
		const { first, next, bits } = this;
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

	/** How often `value`, which is in small letters, stands in the text without overlap, at most `most`. */
	count(value: string, most: number): number {
		const n = value.length;
		let count = 0;
		if (n < 3) {
			for (let at = 0; at + n <= this.units.length && count < most; ) {
				if (!this.is(value, at)) at++;
				else {
					count++;
					at += Math.max(1, n);
				}
			}
			return count;
		}
		const slot = (Math.imul(value.charCodeAt(0), 961) + Math.imul(value.charCodeAt(1), 31) + value.charCodeAt(2)) & this.bits;
		let free = 0;
		for (let at = this.first[slot] as number; at >= 0 && count < most; at = this.next[at] as number) {
			if (at < free || !this.is(value, at)) continue;
			count++;
			free = at + n;
		}
		return count;
	}

	private is(value: string, at: number): boolean {
		const { units } = this;
		if (at + value.length > units.length) return false;
		// Most places that share a slot part at the fourth character or later.
		for (let i = value.length - 1; i >= 0; i--) if (units[at + i] !== value.charCodeAt(i)) return false;
		return true;
	}
}
