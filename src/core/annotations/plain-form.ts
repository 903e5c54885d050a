// Owns the form of a text in which another reading of the same page is the same: single spaces, no hyphens at line ends, straight quotation marks. Pure.

const DASHES = /^[\u2010-\u2015\u2212]$/;
const SINGLE = /^[‘’‚‛′]$/;
const DOUBLE = /^[“”„‟″«»]$/;
/** Soft hyphen, zero-width signs, direction marks: they come and go with whoever wrote the text down. */
const UNSEEN = /^[\u00AD\u200B-\u200F\u2060\uFEFF]$/;
const GAP = /^\s$/u;

/** A text's plain form, with the way from its code units to those of the text. */
export interface PlainForm {
	text: string;
	/** Where what begins at a unit of the form begins in the text. */
	start(unit: number): number;
	/** Where what ends before a unit of the form ends in the text. */
	end(unit: number): number;
	/** The unit of the form that a unit of the text has become. */
	from(unit: number): number;
}

export function plainForm(text: string): PlainForm {
	const made: string[] = [];
	/** For each unit of the form, the first unit and the end of what it was made of. */
	const starts: number[] = [];
	const ends: number[] = [];
	const put = (letters: string, start: number, end: number): void => {
		made.push(letters);
		for (let at = 0; at < letters.length; at++) {
			starts.push(start);
			ends.push(end);
		}
	};
	let isGap = true;
	for (let at = 0; at < text.length;) {
		const code = text.charCodeAt(at);
		// Most of most texts.
		if (isPlain(code) && isPlain(text.charCodeAt(at + 1))) {
			put(text[at]!, at, at + 1);
			isGap = false;
			at += 1;
			continue;
		}
		const cluster = clusterAt(text, at);
		const end = at + cluster.length;
		if (GAP.test(cluster)) {
			if (!isGap) put(' ', at, end);
			isGap = true;
		} else if (isHyphenAtLineEnd(text, at)) {
			at = text.slice(end).search(/\S/u) + end;
			continue;
		} else if (!UNSEEN.test(cluster)) {
			put(DASHES.test(cluster) ? '-' : SINGLE.test(cluster) ? "'" : DOUBLE.test(cluster) ? '"' : cluster.normalize('NFC'), at, end);
			isGap = false;
		}
		at = end;
	}
	return {
		text: made.join(''),
		start: (unit) => starts[unit] ?? text.length,
		end: (unit) => (unit === 0 ? 0 : ends[unit - 1] ?? text.length),
		from: (unit) => {
			let [low, high] = [0, starts.length];
			while (low < high) {
				const middle = (low + high) >> 1;
				if (starts[middle]! < unit) low = middle + 1;
				else high = middle;
			}
			return low;
		},
	};
}

/** ASCII letters and digits. */
const isPlain = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);

/** A letter with the marks that combine with it, which have one form together (NFC) however they were written. */
function clusterAt(text: string, at: number): string {
	let end = at + (text.codePointAt(at)! > 0xffff ? 2 : 1);
	while (end < text.length && /^\p{M}/u.test(text.slice(end, end + 2))) end += text.codePointAt(end)! > 0xffff ? 2 : 1;
	return text.slice(at, end);
}

/** A word divided at the end of a line: hyphen, line end, small letter. */
function isHyphenAtLineEnd(text: string, at: number): boolean {
	return /^[-\u2010\u00AD]$/.test(text[at]!) && /\p{L}/u.test(text[at - 1] ?? '') && /^[^\S\n\r]*[\n\r]\s*\p{Ll}/u.test(text.slice(at + 1, at + 40));
}
