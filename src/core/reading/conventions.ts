// Owns what a publication's way of writing dates in figures says of one date: which order it shows, and which day it means under one. Must not know an archive.
import { UNSURE_BELOW, type Draft, type PrintedDate } from '../../shared/draft';
import type { DateOrder } from '../../shared/model';
import { findDates, readDate } from './dates';

/** A date that a convention has read is as sure as the name of the publication it holds for, but never surer than this. */
const CERTAINTY = 0.95;

export const isOpen = (date: Pick<PrintedDate, 'edtf' | 'readings'> | null): boolean => date !== null && date.edtf === null && date.readings.length > 1;

/** The order a date in figures leaves no doubt of ("25/12/82"); null for every other. */
export function orderShown(printed: string): DateOrder | null {
	const order = findDates(printed)[0]?.numericOrder;
	return order === 'dmy' ? 'DMY' : order === 'mdy' ? 'MDY' : null;
}

/** What an open date means under an order, in EDTF; null when it means nothing there. */
export function readingUnder(date: PrintedDate, order: DateOrder): string | null {
	if (!isOpen(date)) return null;
	if (order === 'YMD') {
		const [, year = '', month = '', day = ''] = /(\d{2})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{1,2})(?!\d)/.exec(date.printed) ?? [];
		if (year === '') return null;
		const century = Number(year) < 50 ? '20' : '19';
		return readDate(`${century}${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)?.edtf ?? null;
	}
	const meant = readDate(date.printed, { dateOrder: order === 'DMY' ? 'dmy' : 'mdy' })?.edtf ?? null;
	return meant !== null && date.readings.includes(meant) ? meant : null;
}

/** The order in which an open date has this reading. */
export const orderOf = (date: PrintedDate, reading: string): DateOrder | null =>
	(['DMY', 'MDY', 'YMD'] as const).find((order) => readingUnder(date, order) === reading) ?? null;

/** An open date with the meaning it has under an order; null when that settles nothing. */
export function settledUnder<D extends PrintedDate>(date: D, order: DateOrder): PrintedDate | null {
	const edtf = readingUnder(date, order);
	return edtf === null ? null : { printed: date.printed, edtf, readings: [edtf], time: date.time };
}

/** A draft whose open dates are read as its publication writes them; the draft itself where that settles none. */
export function withConvention(draft: Draft, order: DateOrder): Draft {
	const certainty = Math.min(CERTAINTY, draft.publication?.from.certainty ?? 0);
	if (certainty < UNSURE_BELOW) return draft;
	const settle = (found: Draft['published']): Draft['published'] => {
		const value = found && settledUnder(found.value, order);
		return found && value ? { value, from: { spans: found.from.spans, how: 'convention', certainty } } : found;
	};
	return { ...draft, published: settle(draft.published), updated: settle(draft.updated) };
}
