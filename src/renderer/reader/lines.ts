// Owns how an original is cut into numbered lines, and which parts of them each field came from. Pure.
import type { FieldName } from '../../shared/draft';
import { FIELD_NAMES } from '../../shared/draft';
import type { Clipping } from '../../shared/model';

export interface Run {
	text: string;
	field: FieldName | null;
}

export interface Line {
	/** 1-based. */
	number: number;
	runs: Run[];
	/** Fields that begin in this line. */
	begins: FieldName[];
	/** Fields that stand in it. */
	fields: FieldName[];
}

/** Lines longer than this are cut for the eye; the file has them whole. In UTF-16 code units. */
const LONGEST = 5_000;

/** Cuts decoded text into at most `most` lines, each in runs that belong to one field or to none. */
export function linesOf(text: string, clipping: Clipping, most: number): { lines: Line[]; total: number } {
	const spans = FIELD_NAMES.flatMap((field) => (clipping.provenance[field]?.spans ?? []).map((span) => ({ field, ...span }))).sort((a, b) => a.start - b.start);
	const lines: Line[] = [];
	let total = 0;
	let from = 0;
	for (const match of text.matchAll(/\r\n|\r|\n|$/g)) {
		const to = match.index;
		// A final line break ends a line and begins none.
		if (match[0] === '' && from === to && total > 0) break;
		total += 1;
		if (total <= most) lines.push(lineAt(text, total, from, to, spans));
		from = to + match[0].length;
		if (match[0] === '') break;
	}
	return { lines, total };
}

function lineAt(text: string, number: number, from: number, to: number, spans: readonly { field: FieldName; start: number; end: number; line: number; endLine: number }[]): Line {
	const here = spans.filter((span) => span.line <= number && span.endLine >= number);
	const end = Math.min(to, from + LONGEST);
	const runs: Run[] = [];
	let done = from;
	for (const span of here) {
		const start = Math.max(span.start, done);
		const stop = Math.min(span.end, end);
		if (stop <= start) continue;
		if (start > done) runs.push({ text: text.slice(done, start), field: null });
		runs.push({ text: text.slice(start, stop), field: span.field });
		done = stop;
	}
	if (done < end) runs.push({ text: text.slice(done, end), field: null });
	if (to > end) runs.push({ text: '…', field: null });
	const fields = [...new Set(here.map(({ field }) => field))];
	return { number, runs, fields, begins: fields.filter((field) => here.some((span) => span.field === field && span.line === number)) };
}
