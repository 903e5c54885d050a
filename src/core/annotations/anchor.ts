// Owns finding the words of a highlight again in a text that may have changed. Pure: it knows texts and selectors, no clipping and no archive.
import type { Selectors, TextQuote, TextRange } from '../../shared/annotation';
import { CodePoints } from '../../shared/annotation';
import { approximate } from './approximate';
import { plainForm } from './plain-form';
import type { PlainForm } from './plain-form';

/** So much is kept of what stands before and after a quotation, in code points. */
export const CONTEXT = 32;
/** Of a quotation, one character in so many may be another. */
const ERRORS_IN = 5;
/** A quotation shorter than this, in code points, is taken with errors only where what stands around it is still there. */
const SHORT = 24;
/** How much of what stood around must agree then, from 0 to 1. */
const ENOUGH = 0.5;
/** Work that is spent on looking for a changed quotation: characters looked at, times errors allowed. */
const BUDGET = 3_000_000;

/** The selectors of a range of a text. Null when the range is not in it. */
export function selectorsOf(text: string, { start, end }: TextRange): Selectors | null {
	const points = new CodePoints(text);
	if (start < 0 || end <= start || end > points.length) return null;
	return {
		quote: { exact: points.slice(start, end), prefix: points.slice(Math.max(0, start - CONTEXT), start), suffix: points.slice(end, end + CONTEXT) },
		position: { start, end },
	};
}

/** A text in which highlights are found again. What is worked out of it serves all of them. */
export class AnchorText {
	readonly points: CodePoints;
	#plain: { form: PlainForm; points: CodePoints } | null = null;

	constructor(text: string) {
		this.points = new CodePoints(text);
	}

	/**
	 * Where the words of a highlight stand now: at their old position when they and what is around them still stand there; else
	 * the place whose surroundings agree best, and among equals the nearest; else the same words but for white space, hyphens at
	 * line ends and the form of quotation marks; else words that differ in at most a fifth of their characters. Null when there is
	 * nothing of the kind.
	 */
	find({ quote, position }: Selectors): TextRange | null {
		const { points } = this;
		const { start, end } = position;
		if (points.slice(start, end) === quote.exact && points.slice(Math.max(0, start - CONTEXT), start) === quote.prefix && points.slice(end, end + CONTEXT) === quote.suffix) return position;
		return best(points, exactly(points, quote.exact), quote, start) ?? this.#inPlainForm(quote, start);
	}

	/** Every place where these words stand, in order: as they are, else but for white space and the like. */
	places(exact: string): TextRange[] {
		const found = exactly(this.points, exact);
		return found.length > 0 ? found : exactly(this.#form.points, plainForm(exact.trim()).text).flatMap((range) => this.#back(range) ?? []);
	}

	get #form(): { form: PlainForm; points: CodePoints } {
		if (!this.#plain) {
			const form = plainForm(this.points.text);
			this.#plain = { form, points: new CodePoints(form.text) };
		}
		return this.#plain;
	}

	#inPlainForm(quote: TextQuote, near: number): TextRange | null {
		const { form, points } = this.#form;
		const sought: TextQuote = { exact: plainForm(quote.exact.trim()).text, prefix: plainForm(quote.prefix).text, suffix: plainForm(quote.suffix).text };
		if (sought.exact === '') return null;
		const nearby = points.point(form.from(this.points.unit(near)));
		const place = best(points, exactly(points, sought.exact), sought, nearby) ?? nearly(points, sought, nearby);
		return place && this.#back(place);
	}

	/** A range of the plain form as a range of the text it was made of. */
	#back({ start, end }: TextRange): TextRange | null {
		const { form, points } = this.#form;
		const [from, to] = [this.points.point(form.start(points.unit(start))), this.points.point(form.end(points.unit(end)))];
		return to > from ? { start: from, end: to } : null;
	}
}

function exactly(points: CodePoints, exact: string): TextRange[] {
	const found: TextRange[] = [];
	if (exact === '') return found;
	for (let unit = points.text.indexOf(exact); unit >= 0; unit = points.text.indexOf(exact, unit + 1)) {
		const start = points.point(unit);
		const end = points.point(unit + exact.length);
		// Half of a surrogate pair is no character.
		if (points.unit(start) === unit && points.unit(end) === unit + exact.length) found.push({ start, end });
	}
	return found;
}

/** How much of what stood around a quotation stands around a range: 0 none of it, 1 all. */
function agreement(points: CodePoints, { start, end }: TextRange, { prefix, suffix }: TextQuote): number {
	const most = prefix.length + suffix.length;
	if (most === 0) return 1;
	const before = points.slice(Math.max(0, start - CONTEXT), start);
	const after = points.slice(end, end + CONTEXT);
	let same = 0;
	for (let at = 1; at <= Math.min(prefix.length, before.length) && prefix.at(-at) === before.at(-at); at++) same++;
	for (let at = 0; at < Math.min(suffix.length, after.length) && suffix[at] === after[at]; at++) same++;
	return same / most;
}

function best(points: CodePoints, places: readonly TextRange[], quote: TextQuote, near: number): TextRange | null {
	let chosen: TextRange | null = null;
	let [agreed, away] = [-1, Infinity];
	for (const place of places) {
		const agrees = agreement(points, place, quote);
		const distance = Math.abs(place.start - near);
		if (agrees < agreed || (agrees === agreed && distance >= away)) continue;
		[chosen, agreed, away] = [place, agrees, distance];
	}
	return chosen;
}

function nearly(form: CodePoints, quote: TextQuote, near: number): TextRange | null {
	const exact = Array.from(quote.exact, (letter) => letter.codePointAt(0)!);
	const most = Math.floor(exact.length / ERRORS_IN);
	if (most === 0) return null;
	// A very long text is looked through around the place where the words stood.
	const room = Math.floor(BUDGET / most);
	const from = form.length <= room ? 0 : Math.max(0, Math.min(near - (room >> 1), form.length - room));
	const letters = Uint32Array.from(form.slice(from, from + room), (letter) => letter.codePointAt(0)!);
	const found = approximate(letters, exact, most);
	let chosen: TextRange | null = null;
	let [cost, away] = [Infinity, Infinity];
	for (const { start, end, errors } of found) {
		const place = { start: from + start, end: from + end };
		const agrees = agreement(form, place, quote);
		if (exact.length < SHORT && agrees < ENOUGH) continue;
		// What stands around weighs as much as the words themselves.
		const costs = errors / exact.length + (1 - agrees) / ERRORS_IN;
		const distance = Math.abs(place.start - near);
		if (costs > cost || (costs === cost && distance >= away)) continue;
		[chosen, cost, away] = [place, costs, distance];
	}
	return chosen;
}
